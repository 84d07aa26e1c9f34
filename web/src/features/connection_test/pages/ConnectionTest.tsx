import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, Page } from '@/ui'
import { measure, NOT_STARTED, type Progress } from '../measure'
import { Result } from '../Result'
import { Running } from '../Running'
import type { Findings } from '../verdict'
import styles from './ConnectionTest.module.css'

type State =
  | { name: 'ready' }
  | { name: 'running'; progress: Progress }
  | { name: 'ended'; found: Findings; at: Date }

/** Is a video call possible on this device and this network (NET-1, NET-2)? For everybody, signed in or not. */
export default function ConnectionTest() {
  const { t } = useTranslation('connection_test')
  const { state, start, stop } = useTest()
  return (
    <Page title={t('title')} intro={t('intro')} width="m">
      {state.name === 'ready' && (
        <Card title={t('what_title')}>
          <p>{t('what')}</p>
          <p>{t('permission')}</p>
          <div className={styles.actions}>
            <Button variant="primary" onPress={start}>
              {t('start')}
            </Button>
          </div>
        </Card>
      )}
      {state.name === 'running' && <Running progress={state.progress} onStop={stop} />}
      {state.name === 'ended' && <Result found={state.found} at={state.at} onAgain={start} />}
    </Page>
  )
}

/** One test at a time; leaving the page stops it. */
function useTest() {
  const [state, setState] = useState<State>({ name: 'ready' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  function start() {
    running.current?.abort()
    const test = new AbortController()
    running.current = test
    setState({ name: 'running', progress: NOT_STARTED })
    measure(test.signal, (progress) => !test.signal.aborted && setState({ name: 'running', progress })).then(
      (found) => setState({ name: 'ended', found, at: new Date() }),
      (error: unknown) => {
        if (!test.signal.aborted) throw error
      },
    )
  }

  function stop() {
    running.current?.abort()
    setState({ name: 'ready' })
  }

  return { state, start, stop }
}
