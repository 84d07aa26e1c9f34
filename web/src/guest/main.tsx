import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { startTexts } from '../i18n'
import { me } from '../state/me'
import { endEarlyPicture } from './early_media'
import { Guest } from './Guest'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')

// Another link in the same window is another fragment only: the page begins anew with it. No place in a page has so long
// a name.
addEventListener('hashchange', () => {
  if (location.hash.length > 30) location.reload()
})

// The language of his invitation is known when the server has answered; until then that of his browser.
const language = /^en\b/i.test(navigator.language) ? 'en' : 'nl'
me.set((old) => ({ ...old, language }))
await startTexts(language, ['common', 'guest'])
endEarlyPicture()
createRoot(root).render(<Guest />)
