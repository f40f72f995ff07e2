package chat.parley.benchmarks.load;

/** What people write: some texts of the usual length. */
final class Texts {

    private static final String[] TEXTS = {
        "Hi, my order from last Tuesday still has not arrived. Can you see where it is at the moment?",
        "I was charged twice this month, once on the 3rd and once on the 5th. Could you look into it?",
        "The export button does nothing in Firefox. In Chrome it works, but the file is empty then.",
        "Thanks, that helped! One more thing: how do I add a colleague to our account as an editor?",
        "Is there a way to change the delivery address after the order was placed? I have just moved.",
        "It says that my password is wrong, but I reset it five minutes ago. Nothing in my spam folder.",
        "Could you send me the invoice for October again, please? Our accountant needs it as a PDF.",
        "Das hat leider nicht geklappt. Ich sehe immer noch die alte Adresse in meinem Kundenkonto.",
    };

    private Texts() {}

    static String of(int number) {
        return TEXTS[number % TEXTS.length];
    }
}
