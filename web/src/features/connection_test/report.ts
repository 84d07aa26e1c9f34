/** What a connection test found, in words: for the details on the screen and for the helpdesk (NET-2). */
import type { TFunction } from 'i18next'
import type { Findings, Verdict } from './verdict'

export interface Row {
  label: string
  value: string
}

type T = TFunction<'connection_test'>

/** Every measured value with its name. */
export function rowsOf(found: Findings, t: T): Row[] {
  const number = (value: number | null, unit: 'milliseconds' | 'kilobits' | 'percent') =>
    value === null ? t('value.unknown') : t(`value.${unit}`, { value: Math.round(value) })
  return [
    { label: t('figure.signalling'), value: number(found.signalling, 'milliseconds') },
    { label: t('figure.relay_udp'), value: t(`relay.${found.relayUdp}`) },
    { label: t('figure.relay_tcp'), value: t(`relay.${found.relayTcp}`) },
    {
      label: t('figure.route'),
      value: found.route ? t(`route.${found.route}`) : t(`fault.${found.pathFault ?? 'none'}`),
    },
    { label: t('figure.down'), value: number(found.down, 'kilobits') },
    { label: t('figure.up'), value: number(found.up, 'kilobits') },
    { label: t('figure.round_trip'), value: number(found.roundTrip, 'milliseconds') },
    { label: t('figure.loss'), value: number(found.loss === null ? null : found.loss * 100, 'percent') },
    { label: t('figure.jitter'), value: number(found.jitter, 'milliseconds') },
    { label: t('figure.camera'), value: t(`device.${found.camera}`) },
    { label: t('figure.microphone'), value: t(`device.${found.microphone}`) },
  ]
}

/** The sentences why and what to do for each reason, the most important first. */
export function reasonsOf(verdict: Verdict, t: T): { code: string; why: string; advice: string }[] {
  const codes = verdict.level === 'good' ? (['good'] as const) : verdict.reasons
  return codes.map((code) => ({ code, why: t(`reason.${code}.why`), advice: t(`reason.${code}.advice`) }))
}

/** Where the test ran. */
export interface Surroundings {
  at: Date
  site: string
  browser: string
  /** What the browser says of its connection, as "4g". */
  network: string | null
}

/** The text that goes to the helpdesk: no address of the network and nothing about the person stands in it. */
export function reportText(found: Findings, verdict: Verdict, where: Surroundings, t: T): string {
  const reasons = reasonsOf(verdict, t)
  const lines: Row[] = [
    { label: t('report.at'), value: where.at.toISOString() },
    { label: t('report.site'), value: where.site },
    { label: t('report.browser'), value: where.browser },
    ...(where.network ? [{ label: t('report.network'), value: where.network }] : []),
    {
      label: t('report.result'),
      value: `${t(`level.${verdict.level}.title`)} (${reasons.map(({ code }) => code).join(', ')})`,
    },
    ...rowsOf(found, t),
  ]
  return [t('report.title'), ...lines.map(({ label, value }) => `${label}: ${value}`), ''].join('\n')
}
