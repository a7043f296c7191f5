/** A version of a policy; amounts in cents. */
export interface Version {
  policy_number: string;
  version_number: number;
  product_code: string;
  first_name: string;
  last_name: string;
  tax_id: string;
  cover_from: string;
  cover_to: string;
  version_from: string;
  version_to: string;
  total_premium: number;
  covers: { code: string; price: number }[];
}
