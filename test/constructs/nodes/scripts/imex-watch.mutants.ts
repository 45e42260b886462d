import { judgeWatch, WATCHES } from './imex-watch-scenarios';
import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';

test.each(
  [
    imex('instances that are not in service count', '((IN_SERVICE != EXPECTED)) || busy', 'busy', /not in service/),
    imex('any state is in service', 'grep -cxF InService', 'grep -c e', /not in service/),
    imex('jobs are not looked for', '((IN_SERVICE != EXPECTED)) || busy', '((IN_SERVICE != EXPECTED))', /with a job/),
    imexLib('IMEX itself counts as a job', '[[ $name != nvidia-imex* ]] || continue', '', /IMEX/),
    imexLib('any open file counts as a job', "'*/nvidia-caps-imex-channels/channel*'", "'*'", /GPU job/),
    imexLib('what cannot be seen counts as idle', 'if ((rc > 1)); then', 'if false; then', /blind/),
  ].map((mutant) => [mutant.name, mutant] as const),
)('the watches notice that %s', (_name, mutant) => {
  const watches = WATCHES.filter(({ name }) => mutant.noticedBy.test(name));
  expect(firstDifferences(watches, (watch) => judgeWatch(watch, plant(mutant)))).not.toEqual([]);
});

function imex(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'imex.sh' };
}

function imexLib(...mutant: Parameters<typeof imex>): ReturnType<typeof imex> {
  return { ...imex(...mutant), script: 'imex-lib.sh' };
}
