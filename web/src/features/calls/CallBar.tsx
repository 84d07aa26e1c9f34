import {
  Ellipsis,
  LayoutGrid,
  type LucideIcon,
  Maximize,
  Mic,
  MicOff,
  Minimize,
  PhoneOff,
  PictureInPicture2,
  UserRound,
  Video,
  VideoOff,
} from 'lucide-react'
import type { RefObject } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import type { CallSnapshot, JoiningWay } from '@/state/call'
import { classNames, PHONE, useMediaQuery } from '@/ui'
import styles from './CallBar.module.css'
import type { View } from './CallScreen'
import { KEYS } from './call_keys'
import { pictureInPicture, useFullScreen } from './screens'
import { useBringIn } from './use_bring_in'
import { useCall } from './use_call'

interface CallBarProps {
  snapshot: CallSnapshot
  stage: RefObject<HTMLElement | null>
  view: View
  onView: (view: View) => void
  onBringIn: (way: JoiningWay) => void
  onHangUp: () => void
}

export interface Action {
  id: string
  label: string
  icon: LucideIcon
  run: () => void
  off?: boolean
  keys?: string
  isDisabled?: boolean
}

/** What one can do in a call, with words; on a telephone the rest stands behind Meer. */
export function CallBar({ snapshot, stage, view, onView, onBringIn, onHangUp }: CallBarProps) {
  const { t } = useTranslation('calls')
  const phone = useMediaQuery(PHONE)
  const { call } = useCall()
  const { own, media, peers, phase } = snapshot
  const fullScreen = useFullScreen(stage)

  const microphone: Action = {
    id: 'microphone',
    label: t(own.microphone === 'on' ? 'microphone_off' : 'microphone_on'),
    icon: own.microphone === 'on' ? Mic : MicOff,
    off: own.microphone !== 'on',
    keys: KEYS.microphone,
    run: () => void call.toggleMicrophone(),
  }
  const camera: Action =
    media === 'audio'
      ? {
          id: 'video',
          label: t('to_video'),
          icon: Video,
          run: () => void call.toVideo(),
          isDisabled: phase !== 'talking',
        }
      : {
          id: 'camera',
          label: t(own.camera === 'on' ? 'camera_off' : 'camera_on'),
          icon: own.camera === 'on' ? Video : VideoOff,
          off: own.camera !== 'on',
          keys: KEYS.camera,
          run: () => void call.toggleCamera(),
        }
  const more: Action[] = useBringIn(snapshot, onBringIn)
  if (peers.filter(({ apart }) => !apart).length > 1) {
    more.push(
      view === 'grid'
        ? { id: 'view', label: t('view_speaker'), icon: UserRound, run: () => onView('speaker') }
        : { id: 'view', label: t('view_grid'), icon: LayoutGrid, run: () => onView('grid') },
    )
  }
  if (pictureInPicture.supported && media === 'video') {
    more.push({
      id: 'pip',
      label: t('picture_in_picture'),
      icon: PictureInPicture2,
      run: () => void pictureInPicture.toggle(stage.current),
    })
  }
  if (fullScreen.supported) {
    more.push({
      id: 'full',
      label: t(fullScreen.isOn ? 'full_screen_off' : 'full_screen'),
      icon: fullScreen.isOn ? Minimize : Maximize,
      run: fullScreen.toggle,
    })
  }

  return (
    <div role="toolbar" aria-label={t('bar')} className={styles.bar}>
      <BarButton action={microphone} />
      <BarButton action={camera} />
      {phone ? (
        <More actions={more} label={t('more')} />
      ) : (
        more.map((action) => <BarButton key={action.id} action={action} />)
      )}
      <AriaButton className={classNames(styles.button, styles.hangUp)} onPress={onHangUp}>
        <span className={styles.disc}>
          <PhoneOff aria-hidden size="1.75rem" />
        </span>
        <span>{t('hang_up')}</span>
      </AriaButton>
    </div>
  )
}

function BarButton({ action: { label, icon: Icon, run, off, keys, isDisabled } }: { action: Action }) {
  return (
    <AriaButton
      className={classNames(styles.button, off && styles.off)}
      onPress={run}
      {...(isDisabled ? { isDisabled } : {})}
      {...(keys ? { 'aria-keyshortcuts': keys } : {})}
    >
      <span className={styles.disc}>
        <Icon aria-hidden size="1.5rem" />
      </span>
      <span>{label}</span>
    </AriaButton>
  )
}

function More({ actions, label }: { actions: Action[]; label: string }) {
  if (actions.length === 0) return null
  return (
    <MenuTrigger>
      <AriaButton className={styles.button ?? ''}>
        <span className={styles.disc}>
          <Ellipsis aria-hidden size="1.5rem" />
        </span>
        <span>{label}</span>
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="top" offset={8}>
        <Menu aria-label={label} className={styles.menu ?? ''}>
          {actions.map(({ id, label, icon: Icon, run, isDisabled }) => (
            <MenuItem
              key={id}
              textValue={label}
              onAction={run}
              isDisabled={isDisabled === true}
              className={styles.item ?? ''}
            >
              <Icon aria-hidden size="1.25em" />
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
