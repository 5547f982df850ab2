import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `prisma migrate` connects; `prisma generate` needs no database.
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost/gateway' },
});
