import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'
import { Banner, Button } from '@/ui'

interface State {
  broken: boolean
}

/** Shows what to do when a screen fails, instead of an empty page. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { broken: false }

  static getDerivedStateFromError(): State {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Translation ns="shell">
        {(t) => (
          <main>
            <Banner
              tone="danger"
              title={t('broken_title')}
              action={<Button onPress={() => location.reload()}>{t('reload')}</Button>}
            >
              {t('broken')}
            </Banner>
          </main>
        )}
      </Translation>
    )
  }
}
