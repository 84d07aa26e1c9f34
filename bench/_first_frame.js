// Runs in a page before its own scripts: notes when **Accept** was let go of, and when a picture from the other side was
// first shown (milliseconds since 1970, by the clock of this machine).
(() => {
  const noted = { clicked: null };
  noted.shown = new Promise((resolve) => (noted.show = resolve));
  window.__firstFrame = noted;
  const fromOtherSide = new Set();
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('track', ({ track }) => fromOtherSide.add(track.id));
    }
  };
  const note = (event) => {
    const words = event.target.closest?.('button')?.textContent.trim() ?? '';
    if (words.startsWith('Accept')) noted.clicked = performance.timeOrigin + event.timeStamp;
  };
  window.addEventListener('pointerup', note, { capture: true });
  const showsOther = ({ isConnected, srcObject }) =>
    isConnected && (srcObject?.getVideoTracks() ?? []).some(({ id }) => fromOtherSide.has(id));
  const watch = (video) => {
    video.requestVideoFrameCallback(() => {
      if (showsOther(video)) noted.show(performance.timeOrigin + performance.now());
      else watch(video);
    });
  };
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node.nodeName === 'VIDEO') watch(node);
      else for (const video of node.querySelectorAll?.('video') ?? []) watch(video);
    }
  }).observe(document, { childList: true, subtree: true });
})();
