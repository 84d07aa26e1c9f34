/** What tells outside of the page that something asks attention: the title of the window and its icon (DSK-2). */
import { attention, countOf, marked } from './attention'

const PLAIN = '/icon.svg'
const DOTTED = '/icon-attention.svg'

/** Keeps title and icon in step until the returned function is called, which leaves them plain. */
export function markAttention(): () => void {
  const show = () => mark(countOf(attention.items.get()))
  // Each page writes its own title: the mark comes back after that.
  const titles = new MutationObserver(show)
  titles.observe(document.head, { childList: true, subtree: true, characterData: true })
  const end = attention.items.subscribe(show)
  show()
  return () => {
    end()
    titles.disconnect()
    mark(0)
  }
}

function mark(count: number): void {
  const title = marked(document.title, count)
  if (title !== document.title) document.title = title
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? DOTTED : PLAIN
  if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href)
}
