-- AlterEnum
ALTER TYPE "TokenKind" ADD VALUE 'proof';
