import { Router } from 'express';

/** The accounts of people. */
export const accountRoutes = Router();
