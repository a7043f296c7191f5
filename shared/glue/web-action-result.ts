/** What a raw web action returns. */
export interface WebActionResult {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body?: string;
}
