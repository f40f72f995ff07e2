const paths = {
  archive: 'M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 8.5h3',
  arrowDown: 'M8 3v9.500M4 9l4 4 4-4',
  arrowUp: 'M8 13V3.500M4 7.500l4-4 4 4',
  back: 'M9.500 3.500 5 8l4.500 4.500',
  chat: 'M3 3.500h10v7.500H7.200L4.500 13.200V11H3z',
  chevron: 'M4.500 6.500 8 10l3.500-3.500',
  close: 'M4 4l8 8M12 4l-8 8',
  eye: 'M1.800 8s2.200-4.200 6.200-4.200S14.200 8 14.200 8 12 12.200 8 12.200 1.800 8 1.800 8zM8 6.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600z',
  globe:
    'M8 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM2.500 8h11M8 2.500c3.200 3.300 3.200 7.700 0 11M8 2.500c-3.200 3.300-3.200 7.700 0 11',
  inbox: 'M2.5 9.5 4 3.5h8l1.500 6v3h-11zM2.5 9.5h3l1 1.500h3l1-1.500h3',
  mail: 'M2.500 4h11v8h-11zM2.500 4.500 8 9l5.500-4.500',
  person:
    'M8 2.800a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM3.200 13.300c.6-2.600 2.500-3.800 4.800-3.800s4.200 1.200 4.800 3.800',
  read: 'M1.800 8.500l2.700 2.700 5.200-6.200M7.500 10.400l.9.8 5.600-6.200',
  restore: 'M3 8a5 5 0 1 0 1.700-3.700M3 2.800v2.500h2.500',
  search: 'M7 2.800a4.200 4.200 0 1 1 0 8.400 4.200 4.200 0 0 1 0-8.400zM10.200 10.200 13.500 13.500',
  signOut: 'M9.500 3h-6v10h6M6.500 8h7M11 5.500 13.500 8 11 10.500',
  warning: 'M8 2.500 14 13H2zM8 6.500v3M8 11.300v.1',
} as const

export type IconName = keyof typeof paths

/** A 16 px line drawing; always decoration, the words stand beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
