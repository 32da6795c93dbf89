/** Replaces "@/lib/auth/password" in tests that are not about hashing, which takes 50 ms. */
export const instantPasswords = {
  hashPassword: (password: string) => Promise.resolve(`hash of ${password}`),
  verifyPassword: (hash: string | null, password: string) =>
    Promise.resolve(hash === `hash of ${password}`),
};
