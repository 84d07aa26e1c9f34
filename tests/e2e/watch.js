// Runs in every page before its own scripts: remembers the tracks that come from the other side, so that a test can
// ask whether their picture moves and their sound is heard, whatever the page is built of.
(() => {
  const watched = { tracks: [], errors: [], fetching: 0 };
  window.__watched = watched;
  const fetched = window.fetch;
  window.fetch = (...args) => {
    watched.fetching += 1;
    return fetched(...args).finally(() => (watched.fetching -= 1));
  };
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      (watched.peers ??= []).push(this);
      this.addEventListener('track', ({ track }) => watched.tracks.push(track));
    }
  };
  const ids = (kind) =>
    new Set(watched.tracks.filter((track) => track.kind === kind && track.readyState === 'live').map(({ id }) => id));
  const showing = (kind) => {
    const wanted = ids(kind);
    return [...document.querySelectorAll('video, audio')].filter((element) =>
      element.srcObject?.getTracks().some((track) => track.kind === kind && wanted.has(track.id)),
    );
  };
  const sample = (element) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(element, 0, 0, 64, 36);
    return pen.getImageData(0, 0, 64, 36).data;
  };
  const nextFrame = (element) =>
    new Promise((resolve) => {
      element.requestVideoFrameCallback(() => resolve(sample(element)));
      setTimeout(() => resolve(null), 3000);
    });

  // How many of the shown pictures of others changed between frames.
  watched.moving = async () => {
    const seen = await Promise.all(
      showing('video')
        .filter(({ tagName, offsetWidth }) => tagName === 'VIDEO' && offsetWidth > 0)
        .map(async (element) => {
          const first = await nextFrame(element);
          for (let round = 0; first && round < 8; round += 1) {
            const later = await nextFrame(element);
            if (later === null) return false;
            let changed = 0;
            for (let at = 0; at < first.length; at += 4) if (Math.abs(first[at] - later[at]) > 24) changed += 1;
            if (changed > 20) return true;
          }
          return false;
        }),
    );
    return seen.filter(Boolean).length;
  };

  // The loudest moment (root mean square, 0 to 1) within a second of what the page lets hear of others; the first that
  // is louder than `enough`.
  watched.loudness = async (enough = Infinity) => {
    const heard = showing('audio').filter(({ muted, paused, volume }) => !muted && !paused && volume > 0);
    if (heard.length === 0) return 0;
    const context = new AudioContext();
    await context.resume();
    const analysers = heard.map((element) => {
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(element.srcObject).connect(analyser);
      return analyser;
    });
    let loudest = 0;
    for (const end = performance.now() + 1000; performance.now() < end && loudest <= enough; ) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      for (const analyser of analysers) {
        const values = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(values);
        loudest = Math.max(loudest, Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length));
      }
    }
    await context.close();
    return loudest;
  };
})();
