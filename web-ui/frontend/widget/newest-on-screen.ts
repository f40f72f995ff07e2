/** How much of a message, in pixels, has to be in sight for it to count as seen. */
const IN_SIGHT = 16

/** The sequence of the newest message in sight of a scrolled list; 0, if there is none. */
export function newestOnScreen(list: HTMLElement): number {
  const bottom = list.getBoundingClientRect().bottom
  const rows = [...list.querySelectorAll<HTMLElement>('[data-sequence]')]
  const row = rows.findLast(candidate => candidate.getBoundingClientRect().top + IN_SIGHT <= bottom)
  return Number(row?.dataset.sequence ?? 0)
}
