/** Pressed by Enter in a field, whatever other buttons come before the form's own. */
export function DefaultButton() {
  return <button type="submit" hidden />;
}
