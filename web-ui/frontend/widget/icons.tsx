const paths = {
  chat: 'M3 3.5h10V11H7.2l-2.7 2.2V11H3z',
  cross: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  arrowUp: 'M8 13V3.5M4 7.5l4-4 4 4',
  arrowDown: 'M8 3v9.5M4 8.5l4 4 4-4',
  ticks: 'M1.8 8.5l2.7 2.7 5.2-6.2M7.5 10.4l.9.8L14 5',
  alert: 'M8 2.8 14 13H2zM8 6.8v2.8M8 11.3v.01',
  waves: 'M2 6.3c3.6-3.2 8.4-3.2 12 0M4.3 8.8c2.3-2 5.1-2 7.4 0M6.5 11.2c1-.8 2-.8 3 0',
  bell: 'M4.5 11V7a3.5 3.5 0 0 1 7 0v4l1 1h-9zM6.8 13.7h2.4',
  bellOff:
    'M4.5 11V7c0-.6.1-1.1.4-1.6M6.4 3.9A3.5 3.5 0 0 1 11.5 7v2.5M11 12H3.5l1-1M6.8 13.7h2.4M2.5 2.5l11 11',
}

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
