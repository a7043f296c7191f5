/** The queue of paid orders, from payment to dispatch; the names are the original's. */
export const ordersRoute = { exchange: 'robot-shop', queue: 'orders' };

/** The queue of what dispatch has sent out, back to payment. */
export const dispatchedRoute = { exchange: 'robot-shop', queue: 'dispatched' };
