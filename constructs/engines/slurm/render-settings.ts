import { compareText } from '../../private/text';
import type { SlurmSetting } from './imex-settings';

/** Settings of the user and settings of this package as AWS PCS takes them, in order of their names; none where there are none. */
export function renderSettings(
  settings: Readonly<Record<string, string>>,
  own: readonly SlurmSetting[],
): SlurmSetting[] | undefined {
  const all = [
    ...own,
    ...Object.entries(settings).map(([parameterName, parameterValue]) => ({ parameterName, parameterValue })),
  ];
  return all.length === 0 ? undefined : all.toSorted((a, b) => compareText(a.parameterName, b.parameterName));
}
