"""Those who rely on certificates: employers that check many, and whom a holder shows one to."""
