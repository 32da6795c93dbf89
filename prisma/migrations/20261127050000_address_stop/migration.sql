-- AlterEnum
ALTER TYPE "TokenKind" ADD VALUE 'address_stop';
