// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { decode, encode } from './stomp'

describe('a STOMP frame', () => {
  it('comes out as it went in, whatever its headers hold', () => {
    const frame = {
      command: 'SEND',
      headers: { destination: '/app/a', odd: 'a:b\\c\nd\re' },
      body: '{"content":"line\\n\\nline"}',
    }
    expect(decode(encode(frame))).toEqual([frame])
  })

  it('keeps the colons of a CONNECT header as they are', () => {
    const frame = { command: 'CONNECT', headers: { Authorization: 'Bearer a:b' }, body: '' }
    expect(encode(frame)).toBe('CONNECT\nAuthorization:Bearer a:b\n\n\0')
  })

  it('keeps an empty line in its body', () => {
    expect(decode('MESSAGE\nsubscription:1\n\none\n\ntwo\0')[0]?.body).toBe('one\n\ntwo')
  })

  it('is understood with carriage returns too', () => {
    expect(decode('RECEIPT\r\nreceipt-id:7\r\n\r\n\0')).toEqual([
      { command: 'RECEIPT', headers: { 'receipt-id': '7' }, body: '' },
    ])
  })

  it('takes the first of a repeated header', () => {
    expect(decode('MESSAGE\nfoo:new\nfoo:old\n\n\0')[0]?.headers).toEqual({ foo: 'new' })
  })

  it('may share a WebSocket message with others and with heart-beats', () => {
    expect(decode('\nRECEIPT\nreceipt-id:1\n\n\0\n\nRECEIPT\nreceipt-id:2\n\n\0\n')).toHaveLength(2)
    expect(decode('\n')).toEqual([])
  })
})
