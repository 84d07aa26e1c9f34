// Watches which picture of a call lies in front, at each frame that the page draws and at each picture that comes.
() => {
  const seen = { names: [], looks: 0, without_picture: 0, overlapped: true, gaps: [] };
  window.__front = seen;
  const videos = () => [...document.querySelectorAll('figure video')];
  const isFront = (video) => {
    const { x, y, width, height } = video.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 3);
    return getComputedStyle(video).opacity === '1' && top?.closest('figure') === video.closest('figure');
  };
  const comes = (video) =>
    video?.srcObject?.getVideoTracks().some(({ readyState, muted }) => readyState === 'live' && !muted) ?? false;

  let before = null;
  let last = performance.now();
  const follow = (video) => {
    let frames = 0;
    const next = (_now, { presentationTime, presentedFrames }) => {
      if (isFront(video)) {
        const same = before === video;
        if (!same) seen.names.push(video.getAttribute('aria-label'));
        // Those that were shown while the page had no time to look are counted by the browser itself.
        const shown = same ? presentedFrames - frames : 1;
        seen.gaps.push(Math.max(0, presentationTime - last) / Math.max(1, shown));
        last = Math.max(last, presentationTime);
        before = video;
      }
      frames = presentedFrames;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };

  const followed = new Set();
  let front = null;
  const look = () => {
    for (const video of videos().filter((one) => !followed.has(one))) {
      follow(video);
      followed.add(video);
    }
    seen.looks += 1;
    const now = videos().find((video) => isFront(video) && video.readyState >= 2 && video.videoWidth > 0);
    if (now === undefined) seen.without_picture += 1;
    else if (now !== front) {
      seen.overlapped &&= front === null || comes(front);
      front = now;
    }
    requestAnimationFrame(look);
  };
  look();
};
