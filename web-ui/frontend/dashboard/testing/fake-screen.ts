import { vi } from 'vitest'

/** jsdom lays nothing out: this says how large things are, and which of them are in view. */
export class FakeScreen {
  readonly #observers = new Set<{ tell: (target: Element) => void; targets: Set<Element> }>()

  constructor() {
    const observers = this.#observers
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(300)
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    )
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        readonly #targets = new Set<Element>()

        constructor(callback: IntersectionObserverCallback) {
          const tell = (target: Element) => callback([inView(target)], this as never)
          observers.add({ tell, targets: this.#targets })
        }

        observe(target: Element) {
          this.#targets.add(target)
        }

        unobserve(target: Element) {
          this.#targets.delete(target)
        }
      },
    )
  }

  /** Brings the observed element with this text into view. */
  show(text: string): void {
    for (const { tell, targets } of this.#observers) {
      for (const target of targets) if (target.textContent === text) tell(target)
    }
  }
}

function inView(target: Element): IntersectionObserverEntry {
  const rect = new DOMRect(0, 0, 300, 40)
  return {
    target,
    isIntersecting: true,
    intersectionRatio: 1,
    intersectionRect: rect,
    boundingClientRect: rect,
    rootBounds: new DOMRect(0, 0, 300, 600),
    time: 0,
  }
}
