/** What this browser is, and whether it can make a video call at all (WAI-6). */

/** Whether there are a camera and a way to call; pages inside other apps have often neither. */
export function canCall(): boolean {
  return typeof RTCPeerConnection !== 'undefined' && navigator.mediaDevices !== undefined
}

/** "Firefox 128"; the order matters, because most name others as well. */
const NAMES: [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/, 'Safari'],
]

/** The name and version of a browser for the agent; empty when it is none that we know. */
export function browserName(agent: string): string {
  for (const [pattern, name] of NAMES) {
    const found = pattern.exec(agent)
    if (found) return `${name} ${found[1]}`
  }
  return ''
}
