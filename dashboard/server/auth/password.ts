/** Passwords by argon2id; parameters of RFC 9106's second recommendation (64 MiB, 3 passes), one lane. */
import { hash, verify } from "@node-rs/argon2";

/** Argon2id = 2: the package's enum is ambient and cannot be used under isolated modules. */
const parameters = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

export const leastPasswordLength = 12;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), parameters);
}

/** An unknown name costs as much time as a wrong password, so that names cannot be probed by the clock. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  if (stored === null) {
    await hash(password.normalize("NFKC"), parameters);
    return false;
  }
  return verify(stored, password.normalize("NFKC"));
}

/** Problems with a new password, in words; empty when it will do. */
export function passwordProblems(password: string, name: string): string[] {
  const problems: string[] = [];
  if ([...password].length < leastPasswordLength)
    problems.push(`至少 ${leastPasswordLength} 个字符 / at least ${leastPasswordLength} characters`);
  if (password.length > 1000) problems.push("最多 1000 个字符 / at most 1000 characters");
  if (new Set(password).size < 5) problems.push("重复字符过多 / too few different characters");
  if (name.length > 2 && password.toLowerCase().includes(name.toLowerCase()))
    problems.push("不得包含用户名 / must not contain the user name");
  return problems;
}
