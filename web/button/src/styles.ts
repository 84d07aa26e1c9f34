/**
 * The looks, for a style sheet that is made by the script: a page's policy on styles does not count for it (CSP 3, 8.3).
 * `!important` on the host: a rule of the page for all elements, and one in the element itself, counts less than an
 * important one in here (CSS Scoping). So `all` leaves nothing to the page.
 *
 * Every page pays for the rules of the button, so those of a conversation stand apart (bench/button_paint.py).
 */
import type { State } from './liveness'

/** A camera in a square of 24, drawn as a line of 2 is: the edges of the line, with its holes cut out (`evenodd`). */
const CAMERA =
  'M5 5H14A3 3 0 0 1 17 8V8.23L20.49 6.14A1 1 0 0 1 22 7V17A1 1 0 0 1 20.49 17.86L17 15.77V16A3 3 0 0 1 14 19H5' +
  'A3 3 0 0 1 2 16V8A3 3 0 0 1 5 5ZM5 7A1 1 0 0 0 4 8V16A1 1 0 0 0 5 17H14A1 1 0 0 0 15 16V8A1 1 0 0 0 14 7Z' +
  'M17 10.57 20 8.77V15.23L17 13.43Z'

/** The camera is a box with a shape cut out of it: an SVG would be three more elements, of two more kinds. */
export const buttonStyles = ({ colour, on_colour, position }: State): string => `
:host{all:initial!important;display:block!important;position:fixed!important;
inset:auto ${position === 'left' ? 'auto 20px 20px' : '20px 20px auto'}!important;
z-index:2147483647!important;font:600 17px/1.3 system-ui,-apple-system,"Segoe UI",sans-serif!important;
color-scheme:light!important}
[hidden]{display:none!important}
button{font:inherit;border:0;cursor:pointer;-webkit-tap-highlight-color:transparent;background:${colour};color:${on_colour}}
:focus-visible{outline:3px solid #fff;outline-offset:-5px;box-shadow:0 0 0 3px #10201f}
.pill{display:flex;align-items:center;gap:10px;min-height:56px;max-width:calc(100vw - 40px);padding:0 24px 0 20px;
border-radius:28px;box-shadow:0 2px 6px rgb(0 0 0/.2),0 8px 28px rgb(0 0 0/.24);text-align:start}
.pill::before{content:"";flex:none;width:24px;height:24px;background:currentColor;clip-path:path(evenodd,"${CAMERA}")}
.pill:hover{filter:brightness(1.08)}
@media (forced-colors:active){.pill{border:2px solid}.pill::before{forced-color-adjust:none;background:ButtonText}}
@media print{:host{display:none!important}}
`

/** What comes with a conversation. */
export const overlayStyles = ({ colour, on_colour }: State): string => `
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.box{display:flex;flex-direction:column;width:440px;height:min(720px,100vh - 40px);height:min(720px,100dvh - 40px);
max-width:calc(100vw - 40px);border-radius:22px;overflow:hidden;background:#fff;
box-shadow:0 4px 12px rgb(0 0 0/.2),0 16px 56px rgb(0 0 0/.32)}
.bar{display:flex;align-items:center;gap:4px;padding:4px 8px 4px 20px;background:${colour};color:${on_colour}}
.bar h2{flex:1;margin:0;font:inherit;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar button{display:grid;place-items:center;width:48px;height:48px;border-radius:12px;background:none}
.bar button:hover{background:rgb(128 128 128/.3)}
iframe{flex:1;border:0;width:100%;background:#fff}
.small{position:fixed;visibility:hidden;pointer-events:none;inset:auto 0 0 auto}
.note{flex:1;display:grid;place-content:center;gap:16px;padding:24px;color:#1b2a2d;text-align:center;font-weight:400}
.note button{min-height:48px;padding:0 20px;border-radius:14px;font-weight:600}
@media (prefers-reduced-motion:no-preference){.box{animation:in .18s ease-out}@keyframes in{from{opacity:0;translate:0 8px}}}
@media (forced-colors:active){.box{border:2px solid}}
`
