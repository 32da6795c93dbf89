import { Button } from "@/components/ui/button";

interface SendAgainProps {
  email: string;
  next: string | undefined;
  label: string;
  variant: "primary" | "secondary";
}

/** Asks for another email to the same address, without JavaScript too. */
export function SendAgain({ email, next, label, variant }: SendAgainProps) {
  return (
    <form noValidate method="post" action="/api/sign-in/mail" className="grid">
      <input type="hidden" name="again" value="1" />
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="next" value={next ?? ""} />
      <Button type="submit" variant={variant} width="full">
        {label}
      </Button>
    </form>
  );
}
