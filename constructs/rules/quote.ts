const LONGEST = 60;

/** A text as a message shows it: in quotes, and short enough for one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}
