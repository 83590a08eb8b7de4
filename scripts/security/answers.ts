/** What a finding is called, without line numbers and parameters, so that it stays the same while the code around it moves. */
export type Findings = string[]

interface Answer {
  /** Slither's name of the detector. */
  detector: string
  /** Why this is right as it is. */
  answer: string
  findings: string[]
}

/**
 * Reads the file of answers: a list of detectors, each with the reason why the named findings are right as they are.
 * @throws Error if an answer has no reason
 */
export function parseAnswers(text: string): Set<string> {
  const answers: Answer[] = JSON.parse(text)
  const silent = answers.find(({ answer }) => answer.trim() === '')
  if (silent !== undefined) throw new Error(`The findings of ${silent.detector} have no answer.`)
  return new Set(
    answers.flatMap(({ detector, findings }) => findings.map(finding => `${detector}: ${finding}`)),
  )
}

/** @returns findings that nobody answered, and answers to what is not found any more */
export function compare(findings: Findings, answers: Set<string>): { open: string[]; stale: string[] } {
  return {
    open: findings.filter(finding => !answers.has(finding)),
    stale: [...answers].filter(answer => !findings.includes(answer)),
  }
}

/** One finding of Slither, as far as it is looked at. */
export interface Detected {
  check: string
  description: string
}

/** @returns the findings in order, each once */
export function findingsOf(detected: Detected[]): Findings {
  const names = detected.map(({ check, description }) => {
    const [first = ''] = description.split('\n')
    const plain = first
      .replace(/ \([^()]*\.sol#[^()]*\)/g, '')
      .replace(/\((?:[^()]|\([^()]*\))*\)/g, '')
      .replace(/\s+/g, ' ')
      .replace(/[:. ]+$/, '')
    return `${check}: ${plain}`
  })
  return [...new Set(names)].sort()
}
