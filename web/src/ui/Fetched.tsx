import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner'
import { Button } from './Button'
import { Skeleton } from './states'

interface FetchedProps<T> {
  query: { data: T | undefined; error: Error | null; refetch: () => unknown }
  /** What to say when it could not be fetched. */
  failed?: string
  rows?: number
  shape?: 'row' | 'tile'
  children: (data: T) => ReactNode
}

/** What is fetched, or its grey shape, or why it could not be; what was there before stays in view. */
export function Fetched<T>({ query, failed, rows = 3, shape = 'row', children }: FetchedProps<T>) {
  const { data, error, refetch } = query
  return (
    <>
      <FetchFault error={error} retry={refetch} title={failed} />
      {data === undefined ? !error && <Skeleton rows={rows} shape={shape} /> : children(data)}
    </>
  )
}

interface FetchFaultProps {
  error: Error | null
  retry: () => unknown
  title?: string | undefined
}

/** Why something could not be fetched, and the way to try again; nothing when it could. */
export function FetchFault({ error, retry, title }: FetchFaultProps) {
  const { t } = useTranslation('common')
  if (error === null) return null
  return (
    <Banner
      tone="danger"
      {...(title ? { title } : {})}
      action={<Button onPress={() => void retry()}>{t('retry')}</Button>}
    >
      {error.message}
    </Banner>
  )
}
