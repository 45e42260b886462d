import { z } from 'zod';

/** A word of a form of its own, with what is allowed in words. */
const form = (id: string, pattern: RegExp, allowed: string) =>
  z.string().refine((text) => pattern.test(text), { params: { id }, error: allowed });

const price = z.strictObject({
  type: form(
    'price-type',
    /^(u-[a-z0-9-]+|[a-z0-9-]+\.[a-z0-9-]+)$/,
    'the name of an UltraServer type or an instance type: u-p6e-gb200x72, p5en.48xlarge',
  ),
  capacity: z.enum(['block', 'on-demand']),
  usdPerHour: z.number().refine((usd) => usd > 0, {
    params: { id: 'price-positive' },
    error: 'more than 0: a price that is not known is left out',
  }),
  place: form(
    'price-place',
    /^[a-z]+[a-z0-9-]*-?[a-z0-9]+$/,
    'a zone id or a Region: use1-dfw2-az1, us-east-1',
  ).optional(),
  source: form('price-source', /^https:\/\/\S+$/, 'the https:// address that it was read at'),
  read: form(
    'price-read',
    /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
    'the day that it was read: 2026-08-31, or 2026-08',
  ),
  note: z.string().optional(),
});

/** A price list as its file has it. */
export const priceListSchema = z.strictObject({ prices: z.array(price) });

/** Keys of a price, in the order in which messages name them. */
export const PRICE_KEYS: readonly string[] = Object.keys(price.shape);

/** Keys of the file itself. */
export const PRICE_LIST_KEYS: readonly string[] = Object.keys(priceListSchema.shape);
