import { createPolicy } from '../lab-insurance.ts';
import type { Task } from '../load.ts';
import { compile } from '../overleaf.ts';
import { storePost } from '../store-post.ts';
import { submitOrder } from '../submit-order.ts';

/** How the load on a task grows in experiment two. */
export interface Growth {
  /** Clients that join a closed ramp in each second: the paper's figure where it has one. */
  clients: number;
  /** Requests a second by which an open ramp grows in each second. */
  rate: number;
  /** Requests before the first ramp, so that the code is compiled and instances run. */
  warmUp: number;
  /** Requests that are prepared before a ramp, for each of its seconds; 0 where each client prepares its own. */
  prepared: { single: number; closed: number; open: number };
}

const none = { single: 0, closed: 0, open: 0 };

/** A task, and how its load grows. */
export interface TaskUnderLoad {
  task: Task;
  growth: Growth;
}

/** The tasks of the experiments, by application: the three of the paper, and CreatePolicy. */
export const tasks: Record<string, TaskUnderLoad> = {
  overleaf: {
    task: compile,
    growth: { clients: 5, rate: 0.5, warmUp: 6, prepared: { ...none, open: 5 } },
  },
  'social-network': { task: storePost, growth: { clients: 10, rate: 100, warmUp: 500, prepared: none } },
  'robot-shop': {
    task: submitOrder,
    growth: { clients: 10, rate: 20, warmUp: 500, prepared: { single: 120, closed: 200, open: 150 } },
  },
  'lab-insurance': {
    task: createPolicy,
    growth: { clients: 10, rate: 20, warmUp: 500, prepared: { single: 200, closed: 400, open: 210 } },
  },
};

/** The task of an application. Throws for a name that is none. */
export function taskOf(app: string): TaskUnderLoad {
  const task = tasks[app];
  if (task === undefined) throw new Error(`There is no task of ${app}`);
  return task;
}
