import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { LinkedText } from './linked-text'

it.each([
  ['https://parley.test/a?b=1#c', 'https://parley.test/a?b=1#c'],
  ['http://parley.test', 'http://parley.test'],
  ['lena@okafor.test', 'mailto:lena@okafor.test'],
])('links %s', (text, href) => {
  render(<LinkedText text={`see (${text}), please`} />)
  expect(screen.getByRole('link', { name: text }).getAttribute('href')).toBe(href)
})

it.each(['javascript:alert(1)', '<a href="https://x.test">', 'ftp://x.test', '//x.test', 'data:text/html,x'])(
  'leaves %s as the text it is, apart from a web address in it',
  text => {
    const { container } = render(<LinkedText text={text} />)
    expect(container.textContent).toBe(text)
    for (const link of screen.queryAllByRole('link')) {
      expect(link.getAttribute('href')).toMatch(/^https:/)
    }
  },
)
