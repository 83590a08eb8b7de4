/**
 * Lets several writers write at once and keeps their texts apart: the first that has not finished is shown as it
 * writes, the others' texts wait for their turn.
 * @param count of writers
 * @param show where the text goes
 */
export function orderedOutput(count: number, show: (text: string) => void) {
  const waiting = Array.from({ length: count }, () => '')
  const finished = Array.from({ length: count }, () => false)
  let turn = 0

  function flush() {
    show(waiting[turn] ?? '')
    waiting[turn] = ''
  }

  return Array.from({ length: count }, (_, index) => ({
    write(text: string) {
      waiting[index] += text
      if (index === turn) flush()
    },
    finish() {
      finished[index] = true
      while (finished[turn] === true) {
        turn++
        flush()
      }
    },
  }))
}
