/** About 780 bytes of JSON, the size of a post of the Social Network or of a cart of Robot Shop. */
export const payload = {
  id: '0f3b0a52-5c9f-4d9e-9a83-3f5d2f0f7a11',
  text: 'a text of some length, as people write it, '.repeat(4),
  items: [1, 2, 3, 4, 5].map((n) => ({
    sku: `ROBOT-${n}`,
    name: `Robot number ${n}`,
    qty: n,
    price: n * 10.5,
  })),
  media: [
    { id: 12_345, type: 'png' },
    { id: 67_890, type: 'jpg' },
  ],
  user: { name: 'stan', email: 'stan@robot-shop.example' },
};
