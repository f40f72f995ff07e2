import { expect, it } from 'vitest'
import { avatarName, initials, personName, shortName } from './person'

const id = '7f3a0000-0000-4000-8000-000000000000'

it('calls a person by name, else by e-mail, else by a mark', () => {
  expect(personName({ id, user_name: 'Lena Okafor', user_email: 'lena@test' })).toBe('Lena Okafor')
  expect(personName({ id, user_name: null, user_email: 'lena@test' })).toBe('lena@test')
  expect(personName({ id, user_name: null, user_email: null })).toBe('Visitor 7f3a')
})

it('takes no letters from a mark', () => {
  const letters = (chat: Parameters<typeof avatarName>[0]) => initials(avatarName(chat))
  expect(letters({ id, user_name: null, user_email: 'lena@test' })).toBe('L')
  expect(letters({ id: `cc70${id.slice(4)}`, user_name: null, user_email: null })).toBe('V')
})

it('shortens a name only', () => {
  expect(shortName({ id, user_name: ' Lena Okafor', user_email: null })).toBe('Lena')
  expect(shortName({ id, user_name: null, user_email: 'lena@test' })).toBe('lena@test')
})

it.each([
  ['Lena Okafor', 'LO'],
  ['Ana María de la Cruz', 'AC'],
  ['Élodie', 'É'],
  ['jonas.weber@weber.test', 'JW'],
  ['李小龙', '李'],
  ['42', '?'],
])('the initials of "%s" are "%s"', (name, letters) => expect(initials(name)).toBe(letters))
