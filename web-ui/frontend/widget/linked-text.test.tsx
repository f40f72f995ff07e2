import { render } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { LinkedText } from './linked-text'

function linksIn(text: string): (string | null)[] {
  const { container, unmount } = render(<LinkedText text={text} />)
  expect(container.textContent).toBe(text)
  const links = [...container.querySelectorAll('a')].map(link => link.getAttribute('href'))
  unmount()
  return links
}

describe('a text with addresses', () => {
  it.each([
    ['see https://example.com/a?b=c#d, please', ['https://example.com/a?b=c#d']],
    ['(https://example.com)', ['https://example.com']],
    ['https://en.wikipedia.org/wiki/Moss_(plant).', ['https://en.wikipedia.org/wiki/Moss_(plant)']],
    ['http://a.example and mailto:ada@example.com!', ['http://a.example', 'mailto:ada@example.com']],
  ])('links %s', (text, links) => {
    expect(linksIn(text)).toEqual(links)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    'ftp://example.com',
    'https://',
    '<a href="x">no</a>',
    'xhttps://example.com',
  ])('leaves %s as it is', text => {
    expect(linksIn(text)).toEqual([])
  })

  it('does not lend its page to what it links', () => {
    const { container } = render(<LinkedText text="https://example.com" />)
    expect(container.querySelector('a')).toMatchObject({
      target: '_blank',
      rel: 'noopener noreferrer nofollow',
    })
  })
})
