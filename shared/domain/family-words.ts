/** One thing to say aloud, and in one line why it is said so. */
export type Saying = { readonly say: string; readonly why: string };

/** One part of a page of words: what to know or do, and what to say. */
export type WordsPart = {
  readonly heading: string;
  readonly points?: readonly string[];
  readonly sayings?: readonly Saying[];
  /** What to do once it is said. */
  readonly next?: readonly string[];
};

/** One page of words. `{ring}` stands for whom to ring at this hour, with the number. */
export type FamilyWords = {
  readonly title: string;
  readonly when: string;
  readonly parts: readonly WordsPart[];
  readonly source: string;
};

const stopAndTelephone: WordsPart = {
  heading: "When to stop, and telephone instead",
  points: [
    "Somebody is in immediate danger: call 999.",
    "You hear something that makes you more afraid for the child, for another adult or for yourself.",
    "The person you are worried about is there, and you did not expect it.",
    "Somebody talks of taking the child away, or puts pressure on the child to take something back.",
    "You are no longer sure that it is safe to go on.",
  ],
  sayings: [
    {
      say: "Let us stop here for now. I will come back to you.",
      why: "You can end it kindly at any point, and you need not say why.",
    },
  ],
  next: ["Then telephone {ring}."],
};

/**
 * Words for a practitioner to say to a family, by hand and in plain English: for a decision to tell
 * (tell yes), and for one to ask (consent seek). They put into sentences the board's reminder of 2018,
 * golden rules 2 and 4 and "When consent should be sought"; where it is silent, the practice of hubs.
 */
export const familyWords = {
  telling: {
    title: "Words to use when you tell the family",
    when: "For when the guidance says “Be open with the family”. Change the words until they sound like you.",
    parts: [
      {
        heading: "Before you speak",
        points: [
          "If the guidance says to telephone us now, do that first. Telephone {ring}, then tell the family.",
          "Talk in person and in private. Do not do it by text, on the doorstep or in front of others.",
          "Use a trained interpreter if one is needed, never the child or a relative.",
          "Telling is not asking. If you need the family to agree as well, use the words for asking.",
        ],
      },
      {
        heading: "First, to a young person who is able to understand",
        sayings: [
          {
            say: "I am worried about you, and I am going to talk to people whose job is to help. I wanted you to hear it from me first.",
            why: "It is about their life. They should not hear it from somebody else.",
          },
          {
            say: "Is there anything you are afraid of when your family hears this?",
            why: "If there is, stop. It may not be safe to tell the family yet.",
          },
        ],
      },
      {
        heading: "To a parent or carer",
        sayings: [
          {
            say: "I want to be open with you. I am worried about your child, and I will tell you what worries me.",
            why: "Then say it in your own plain words. Leave out who told you.",
          },
          {
            say: "I am going to speak to a social worker at the safeguarding hub. I will do it today.",
            why: "They know with whom you share it, and when.",
          },
          {
            say: "I will tell them what I have just told you, and only what they need to know.",
            why: "They know what you share. Say no more to the hub than you said you would.",
          },
          {
            say: "I am doing it so that your child is safe, and so that you get any help that is there.",
            why: "They know why. Help works best when you can work together.",
          },
          {
            say: "I am telling you because you should know. You do not have to decide anything.",
            why: "A question that is not a real one feels like a trick when the answer is no.",
          },
        ],
      },
      {
        heading: "If they are upset or angry",
        sayings: [
          {
            say: "I can see that this is hard to hear. Take your time.",
            why: "People who feel heard can listen again.",
          },
          {
            say: "You may see it differently. You can tell the social worker so yourself.",
            why: "You are passing on a worry. You are not accusing anybody.",
          },
          {
            say: "I do not know what will happen next. I do know what I am doing today, and I have told you all of that.",
            why: "It is honest, and it promises nothing that you cannot keep.",
          },
          {
            say: "We do not have to agree about it today. We can talk again when you are ready.",
            why: "You can end the conversation. You are telling them, and they need not agree.",
          },
        ],
      },
      {
        heading: "What never to say",
        points: [
          "“Nothing will come of it.” You cannot know that.",
          "“They could take your child away.” It frightens, and it is not yours to say.",
          "“Your child told me”, or who else did. It can put that person at risk.",
          "“This stays between us.” You cannot keep that promise.",
          "“I have no choice.” It is your judgement, and you can stand by it.",
        ],
      },
      stopAndTelephone,
      {
        heading: "Afterwards",
        points: ["Write down what you said, to whom and when, and what they answered."],
      },
    ],
    source:
      "Safeguarding board reminder, 2018, golden rules 2 and 4, in our own words. The sentences, who hears it first, and when to stop are practice of safeguarding hubs (not in the board's 2018 reminder).",
  },
  asking: {
    title: "Words to use when you ask the family",
    when: "For when the guidance says “Ask the family if they agree”. Change the words until they sound like you.",
    parts: [
      {
        heading: "Before you ask",
        points: [
          "Ask only if you can take no for an answer. If you would share it anyway, do not ask: tell them.",
          "Talk in person and in private, with time to think.",
          "Use a trained interpreter if one is needed, never the child or a relative.",
        ],
      },
      {
        heading: "Who can agree",
        points: [
          "Somebody with parental responsibility. A step-parent, a grandparent or a new partner may not have it.",
          "A young person who is able to decide: who understands what you would share, why, and what may follow.",
          "A younger child does not decide, but ask what they think.",
          "If one parent says yes and another says no, do not choose between them: ask us.",
        ],
        sayings: [
          {
            say: "Who else makes decisions about your child with you?",
            why: "It helps you find out who has parental responsibility, and puts nobody on the spot.",
          },
        ],
      },
      {
        heading: "How to ask",
        sayings: [
          {
            say: "I would like us to get some help for your family, and I would like to ask for it together with you.",
            why: "Where nobody is at risk, a referral is a way to get help. It works best in partnership.",
          },
          {
            say: "I would tell the social workers at the safeguarding hub what we have talked about, so that they can see what help there is.",
            why: "They know what would be shared, with whom and why.",
          },
          {
            say: "Is there anything that you would not want me to share?",
            why: "They can agree to some of it. Then share only that.",
          },
          {
            say: "Do you agree to that?",
            why: "Ask it out loud. Silence is not a yes, and nor is an old form.",
          },
        ],
      },
      {
        heading: "What makes it agreement",
        sayings: [
          {
            say: "Can you tell me in your own words what I would share, and with whom?",
            why: "Understood: somebody who does not know what it means has not agreed to it.",
          },
          {
            say: "You are free to say no. We go on helping you just as before.",
            why: "Free to say no: a yes out of fear is not agreement.",
          },
          {
            say: "You can think about it, or talk to somebody first. When shall I ask you again?",
            why: "Free to say no: nobody should have to answer at once.",
          },
          {
            say: "You can change your mind later. I cannot take back what was shared by then, but I will share nothing more.",
            why: "Able to change their mind: they should know it, and what it can no longer undo.",
          },
        ],
      },
      {
        heading: "If they say no",
        sayings: [
          {
            say: "Thank you for being clear with me. I will not hold it against you.",
            why: "They can come back to you only if saying no was safe.",
          },
          {
            say: "What we do for you stays the same. If you want more help later, ask me.",
            why: "Help stays offered, by you and by others.",
          },
          {
            say: "I will write down that you said no. If things change, I will talk to you about it again.",
            why: "They know what you keep, and that the door is open.",
          },
        ],
        next: [
          "Write down who said no, when, and what they said.",
          "If things get worse, needs are not met or you learn something new, come back to us.",
        ],
      },
      {
        heading: "If they ask whether you could share it anyway",
        sayings: [
          {
            say: "Only if I thought that a child or somebody else might not be safe. I do not think so today.",
            why: "It is true, and it is no threat. If you do think so, stop and telephone us.",
          },
        ],
      },
      {
        heading: "What never to say",
        points: [
          "“If you say no, I will have to refer you.” A no is not in itself a reason to refer. Say it only if it is so; then you are telling, not asking.",
          "“It is only a form.” It is a decision about their family.",
          "“Everybody says yes.” That is pressure.",
          "The same question again and again. Ask once, give time, and ask once more at most.",
        ],
      },
      stopAndTelephone,
    ],
    source:
      'Safeguarding board reminder, 2018, golden rules 2 and 4 and "When consent should be sought", in our own words. The sentences, who can agree, and when to stop are practice of safeguarding hubs (not in the board\'s 2018 reminder).',
  },
} as const satisfies Readonly<Record<string, FamilyWords>>;

/** The two pages of words, by their addresses. */
export type FamilyWordsId = keyof typeof familyWords;
