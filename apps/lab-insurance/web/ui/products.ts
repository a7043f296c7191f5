import { useLoad } from '../../../../shared/ui/hooks.ts';
import { api } from './api.ts';
import type { Product } from './types.ts';

/** The whole portfolio. */
export const useProducts = () => useLoad('products', (signal) => api<Product[]>('/api/products', { signal }));

/** One product. */
export const useProduct = (code: string) =>
  useLoad(`product ${code}`, (signal) =>
    api<Product>(`/api/products/${encodeURIComponent(code)}`, { signal }),
  );

/** Codes with a colour of their own; others are grey. */
const coloured = new Set(['TRI', 'HSI', 'FAI', 'CAR']);

/** The class that gives a product its colour. */
export const tint = (code: string): string => `tint-${coloured.has(code) ? code.toLowerCase() : 'other'}`;
