import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/protocol/refusal'
import { Banner, Button, Spinner } from '@/ui'

export type Asked<T> =
  | { state: 'loading' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; value: T }

/** Asks once (and again by `retry`) what a public page shows; keep `ask` the same by useCallback. */
export function useAnswer<T>(ask: () => Promise<T>): { asked: Asked<T>; retry: () => void } {
  const [round, setRound] = useState(0)
  const question = useMemo(() => ({ ask, round }), [ask, round])
  const [given, setGiven] = useState<{ question: object; asked: Asked<T> } | null>(null)
  useEffect(() => {
    let wanted = true
    const told = (asked: Asked<T>) => {
      if (wanted) setGiven({ question, asked })
    }
    question.ask().then(
      (value) => told({ state: 'ready', value }),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        return told({ state: 'failed', message: error.message })
      },
    )
    return () => {
      wanted = false
    }
  }, [question])
  return {
    asked: given?.question === question ? given.asked : { state: 'loading' },
    retry: useCallback(() => setRound((old) => old + 1), []),
  }
}

interface WhenReadyProps<T> {
  asked: Asked<T>
  retry: () => void
  children: (value: T) => ReactNode
}

/** Waits for an answer, or says why there is none. */
export function WhenReady<T>({ asked, retry, children }: WhenReadyProps<T>) {
  const { t } = useTranslation('common')
  if (asked.state === 'loading') return <Spinner />
  if (asked.state === 'failed') {
    return (
      <Banner tone="danger" action={<Button onPress={retry}>{t('retry')}</Button>}>
        {asked.message}
      </Banner>
    )
  }
  return children(asked.value)
}
