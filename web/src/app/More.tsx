import { useTranslation } from 'react-i18next'
import { Page } from '@/ui'
import { MoreEntries } from './MainMenu'

/** Meer: the tabs for which a telephone has no room at its foot (DSK-1). */
export default function More() {
  const { t } = useTranslation('menu')
  return (
    <Page title={t('more')} width="m">
      <MoreEntries />
    </Page>
  )
}
