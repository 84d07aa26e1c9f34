import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { registerServiceWorker } from './app/service_worker'
import { startTexts } from './i18n'
import { live } from './state/live'
import { refreshSession } from './state/session'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')

// One question to the server comes before the first screen: who is here, and in which language.
const { language } = await refreshSession()
await startTexts(language)
createRoot(root).render(<App />)
if (import.meta.env.PROD) registerServiceWorker({ isInCall: () => live.inCall })
