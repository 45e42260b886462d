/**
 * Takes from a bash script what bash does not need: comments that fill a line, blank lines, indentation. The scripts are
 * written so that this is safe: no here-document and no string over several lines.
 *
 * @throws Error for a here-document, whose text would change
 */
export function compactScript(text: string): string {
  const [first = '', ...lines] = text.split('\n');
  const kept = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const hereDocument = kept.find((line) => /<<(?!<)/.test(line.replaceAll('<<<', '')));
  if (hereDocument !== undefined) {
    throw new Error(`a script for user data holds the here-document '${hereDocument}'; write its text another way`);
  }
  return [first, ...kept, ''].join('\n');
}

/** Takes comments that fill a line and blank lines from a systemd unit or a file of keys and values. */
export function compactConfig(text: string): string {
  const kept = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return [...kept, ''].join('\n');
}
