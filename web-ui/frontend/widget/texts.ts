/** Every word that the widget says. A new language is one more entry. */
const en = {
  dates: 'en-GB',
  title: 'Support',
  open: 'Open chat',
  close: 'Close chat',
  minimize: 'Minimize',
  unread: (count: number) => `${count} unread`,
  conversation: 'Conversation',
  message: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  hint: 'Shift + Enter for a new line',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  noConnection: 'No connection.',
  nextTry: (seconds: number) => `Next try in ${seconds} s.`,
  retryNow: 'Retry now',
  sentLater: 'Messages are sent as soon as you are back online',
  sessionEnded: 'This chat could not verify who you are. Reload the page to go on.',
  greeting: 'Hello.',
  question: 'How can we help?',
  people: 'You talk to people here, not a bot.',
  you: 'You',
  today: 'Today',
  yesterday: 'Yesterday',
  seen: 'Seen',
  sending: 'Sending',
  waiting: 'Waiting for connection',
  notSent: 'Not sent.',
  tooFast: 'Not sent, too many at once.',
  refused: 'This message was not accepted.',
  retry: 'Retry',
  remove: 'Remove',
  tooLong: (over: number) => `Too long by ${over} ${over === 1 ? 'character' : 'characters'}`,
  typing: (name: string) => `${name} is typing`,
  newest: 'Jump to newest',
  mute: 'Mute sound',
  unmute: 'Unmute sound',
  dismiss: 'Dismiss preview',
}

export type Texts = typeof en

const de: Texts = {
  dates: 'de-DE',
  title: 'Support',
  open: 'Chat öffnen',
  close: 'Chat schließen',
  minimize: 'Minimieren',
  unread: count => `${count} ungelesen`,
  conversation: 'Unterhaltung',
  message: 'Nachricht',
  placeholder: 'Nachricht schreiben…',
  send: 'Senden',
  hint: 'Umschalt + Enter für eine neue Zeile',
  connected: 'Verbunden',
  reconnecting: 'Verbindung wird hergestellt',
  offline: 'Offline',
  noConnection: 'Keine Verbindung.',
  nextTry: seconds => `Nächster Versuch in ${seconds} s.`,
  retryNow: 'Jetzt versuchen',
  sentLater: 'Nachrichten werden gesendet, sobald die Verbindung wieder da ist',
  sessionEnded: 'Der Chat konnte Sie nicht erkennen. Bitte laden Sie die Seite neu.',
  greeting: 'Hallo.',
  question: 'Wie können wir helfen?',
  people: 'Hier antworten Menschen, kein Bot.',
  you: 'Sie',
  today: 'Heute',
  yesterday: 'Gestern',
  seen: 'Gesehen',
  sending: 'Wird gesendet',
  waiting: 'Wartet auf Verbindung',
  notSent: 'Nicht gesendet.',
  tooFast: 'Nicht gesendet, zu viele auf einmal.',
  refused: 'Diese Nachricht wurde nicht angenommen.',
  retry: 'Wiederholen',
  remove: 'Entfernen',
  tooLong: over => `${over} Zeichen zu lang`,
  typing: name => `${name} schreibt`,
  newest: 'Zur neuesten Nachricht',
  mute: 'Ton ausschalten',
  unmute: 'Ton einschalten',
  dismiss: 'Vorschau schließen',
}

const languages: Record<string, Texts> = { en, de }

/**
 * The texts of a locale such as "de" or "de-AT"; English, if its language is not among them. Only a region says how
 * times are written.
 */
export function textsOf(locale: string): Texts {
  const texts = languages[locale.slice(0, 2).toLowerCase()] ?? en
  return /^[a-z]{2}-[a-z]{2}$/i.test(locale) ? { ...texts, dates: locale } : texts
}
