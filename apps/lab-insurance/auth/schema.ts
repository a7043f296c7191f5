/** The tables of auth. A password is there only as its hash; the products that an agent may sell are codes between `;`. */
export const schema: string[] = [
  `create table if not exists insurance_agent (
    id text primary key, login text not null unique, password_hash text not null,
    avatar text not null, available_products text not null)`,
];
