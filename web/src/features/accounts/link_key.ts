import { useParams } from 'wouter'

/** The key of a mailed link as it was before it became part of an address. */
export function useLinkKey(): string {
  const { key = '' } = useParams<{ key: string }>()
  try {
    return decodeURIComponent(key)
  } catch {
    // Not a key that we have mailed; the server will say so.
    return key
  }
}
