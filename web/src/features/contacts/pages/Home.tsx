import { useTranslation } from 'react-i18next'
import { Page } from '@/ui'
import { MissedCalls } from '../MissedCalls'
import { OnlinePeople } from '../OnlinePeople'
import { Requests } from '../Requests'

/** Beeldcontact: the home of a client (CON-1). */
export default function Home() {
  const { t } = useTranslation('contacts')
  return (
    <Page title={t('home.title')} intro={t('home.intro')}>
      <Requests />
      <MissedCalls />
      <OnlinePeople />
    </Page>
  )
}
