import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getByLabelText, getByRole } from '@testing-library/dom'
import axe from 'axe-core'
import { expect, it } from 'vitest'

const html = readFileSync(resolve(import.meta.dirname, 'login.html'), 'utf8')

function open(page: string): HTMLElement {
  const { head, body } = new DOMParser().parseFromString(page, 'text/html')
  document.head.innerHTML = head.innerHTML
  document.body.innerHTML = body.innerHTML
  document.documentElement.lang = 'en'
  return document.body
}

it('leaves one place each for the token and the message', () => {
  expect(html.match(/{{\w+}}/g)?.sort()).toEqual(['{{csrf}}', '{{message}}'])
})

it('posts what the server reads, without a script', () => {
  const page = open(html.replace('{{csrf}}', 'a token'))
  const form = page.querySelector('form')
  expect([form?.method, form?.getAttribute('action')]).toEqual(['post', '/login'])
  getByLabelText<HTMLInputElement>(page, 'Email').value = 'admin@localhost'
  getByLabelText<HTMLInputElement>(page, 'Password').value = 'secret'
  expect(form?.checkValidity()).toBe(true)
  expect(Object.fromEntries(new FormData(form ?? undefined))).toEqual({
    _csrf: 'a token',
    username: 'admin@localhost',
    password: 'secret',
  })
  expect(getByRole(page, 'button', { name: 'Sign in' })).toHaveProperty('type', 'submit')
  expect(page.querySelector('script')).toBeNull()
})

it('tells what went wrong, and is readable for assistive technology', async () => {
  const page = open(html.replace('{{message}}', 'That is not right.'))
  expect(getByRole(page, 'alert').textContent).toBe('That is not right.')
  const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
})
