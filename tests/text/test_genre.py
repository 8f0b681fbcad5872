"""A text as news or as a story: what small words decide, on modern prose that no corpus of training has."""

from __future__ import annotations

import pytest

from quoteattr import attribute

STORIES = {
    "thriller": """\
Kate checked the rear-view mirror again. The grey van was still there, two cars back.

“You’re sure it’s the same one?” Danny asked.

“Same dent. Same idiot driver.” She took the next exit without signalling, and the van drifted after them.
Her phone buzzed in the cup holder. She didn’t pick it up.

“They know about the flat,” she said. “They know about all of it.”

Danny wiped his palms on his jeans. He had been quiet since the bridge, and now he looked as if he might be
sick. “We could go to the police.”

“We could.” She laughed. “Who do you think is in the van?”

The light ahead turned red. Kate put her foot down.
""",
    "romance, first person, present": """\
I’m halfway through my second coffee when he walks in, shaking rain out of his hair like a dog.

“You’re early,” he says.

“You’re late.” I push the other cup across the table. It’s gone cold, but he drinks it anyway and pulls a
face that makes me laugh.

“So,” Marcus says. “Are we going to talk about it?”

“About what?”

“About Saturday, Jess.”

I look out of the window. There’s a woman on the corner fighting with her umbrella, and I want very badly to
be her. My hands won’t stay still. “Saturday was a mistake,” I say.

He doesn’t answer. He just sits there, turning his cup round and round, and the silence gets so big that I
can hear the fridge humming behind the bar.
""",
    "fantasy": """\
The wyvern had not eaten in three days, and Torren could feel its hunger through the reins like a second
pulse.

“Down,” he told it. “Down, you great brute.”

Below them the camp was a scatter of fires. Ilsa stood at the edge of the cliff with her hood thrown back.
She did not wave. She never waved.

“You took your time,” she said, when he had climbed out of the saddle.

“The wind turned.”

“The wind always turns with you.” But she smiled, and handed him the waterskin. “The queen wants her map.
She has asked twice.”

Torren drank. His fingers were stiff with cold, and blood had dried under the nails. “Then she can ask a
third time,” he said, and sat down on the stones.
""",
    "science fiction, a meeting": """\
The captain called them to the galley because it was the only room with enough chairs.

“We have air for nineteen days,” Okafor said. “It’s twenty-six to the relay. Somebody tell me something good.”

Nobody spoke. Lin was picking at the seal of her glove. Behind her the recycler coughed, rattled, and went on.

“We could wake fewer people,” said Bram at last.

“We’re five, Bram. How many did you have in mind?”

“I’m just saying it.”

“Well, don’t.” Okafor rubbed her eyes. “Lin. What happens if we shut down the whole aft section?”

“We lose the seeds,” Lin said. “All of them.”

“And if we don’t?”

Lin shrugged. “Then somebody plants them on our graves.”
""",
    "a family dinner": """\
Mum had made the lamb again, which meant that she wanted something.

“Pass your sister the potatoes,” Dad said.

“She’s got arms,” said Leo.

“Leo.”

He passed them. Nadia took two and gave him a look over the bowl. Under the table the dog was already
leaning on her foot, hopeful and heavy and smelling of the pond.

“Your aunt rang,” Mum said, very lightly. “She’s thinking of coming for Christmas.”

“Which aunt?” asked Nadia.

“You’ve only got the one who rings.”

Dad put down his fork. “I thought we’d said no to that.”

“You said no. I said that I would think about it, and I have thought.” She reached for the gravy. “So she’s
coming on the twentieth.”
""",
    "a diary of a child, no marks of speech": """\
Tuesday. Gran came to fetch me because Mama was not back yet. I told her that I could walk on my own and she
said that was what my grandfather used to say, and look where he ended up. I asked where he ended up and she
would not tell me. We went past the canal. There was a dead swan in the reeds and a man with a long pole who
tried to get it out. Gran put her hand over my eyes, but I had already seen it. At home she made toast and
burned it and cried a bit, and then we ate it with so much jam that I could not taste the black. I think she
is afraid of something. I think that it has to do with the letter behind the clock, which I have not read.
""",
    "a phone call": """\
The phone rang at ten past four, and Ruth knew before she picked it up.

“Hello?”

“It’s me.” His voice was thin, as though he was calling from the bottom of a bucket. “I can’t talk long.”

“Where are you?”

“That doesn’t matter. Listen. There’s a key taped under the sink.”

She sat down on the stairs. The carpet was cold under her feet. “Paul, what have you done?”

“Under the sink, Ruthie. Take it to Hal. Nobody else.”

“You said you’d stopped. You promised me.”

For a moment she heard nothing but his breath and, far behind it, a train. Then he said, “I know I did,” and
the line went dead.
""",
}

NEWS = {
    "a night told as a story, with an age and a radio": """\
Mona Teller was asleep when the river came in.

“I heard it before I saw it,” she said. “It was like a lorry in the hall.”

Teller, 58, has lived in the street since she was a girl. She woke in the dark and put her feet down into
cold water. Her husband was at work, and her dog would not come to her.

“I thought, this is it,” she said. “I thought, you silly woman, you should have gone with your sister.”

She climbed on to the table with the dog and waited until a boy in a boat put his head in at the window at
about four. He was the son of a neighbour, she said, and he had forgotten his shoes.

“He told me not to cry,” she said. “So of course I cried.”

She is now living with her sister, and does not know if she will go back. “My whole life was in those
rooms,” she told Radio Kent.
""",
    "feature, a scene": """\
MARGATE — Jo Tanner was eight when she first saw the sea from the window of a coach. “I cried,” she says. “I
thought that somebody had spilled the sky.”

Now 52, she runs the last puppet theatre on the Kent coast, in a former bank that still has its vault. On a
wet Thursday there are eleven people in the audience, and four of them are related to her.

“You do it because you can’t not do it,” says Tanner, who has mended the same crocodile for twenty-six
years. Her daughter Ellie, 19, works the lights. Her husband left in 2009; she mentions it once and does not
mention it again.

The council wants to sell the building. It has been valued at £1.2m. Tanner has until March to find the money.
""",
    "tabloid crime": """\
A terrified mum told how she hid under her bed as a burglar ransacked the house.

Sophie Marsh, 31, grabbed her baby and dialled 999 when she heard glass breaking at 3am on Sunday.

“I could see his boots,” she said. “I put my hand over Alfie’s mouth and I prayed.”

The man took two phones, a laptop and her late father’s watch. He left a half-eaten sandwich on the stairs.
Cops later arrested a 24-year-old a mile from the scene in Stockport.

“I want him to know what he did to us,” Sophie said. “I can’t sleep. Every noise, I think that he is back.”

Greater Manchester Police said a man had been charged with burglary.
""",
    "how-to": """\
You can make a good stock from almost nothing. Keep the ends of your onions, carrots and celery in a bag in
the freezer, and when it is full, tip everything into your largest pan. Cover it with cold water. Do not add
salt yet. Bring it slowly to the boil, then turn it down until only a few bubbles rise, and leave it alone
for an hour. “The worst thing that you can do is stir,” says the chef Ana Ruiz. Strain it, taste it, and
boil it down if it is thin. It keeps for three days in the fridge and six months in the freezer. If you want
a darker stock, roast the bones first for forty minutes.
""",
}


@pytest.mark.parametrize(
    ("text", "genre"),
    [*((text, "fiction") for text in STORIES.values()), *((text, "news") for text in NEWS.values())],
    ids=[*STORIES, *NEWS],
)
def test_genre_of_a_hundred_words(text: str, genre: str) -> None:
    assert attribute(text).genre == genre


def test_words_of_the_press_alone_make_no_story_news() -> None:
    told = STORIES["thriller"].replace("the flat", "the BBC")
    assert attribute(told).genre == "fiction"


@pytest.mark.parametrize("text", NEWS.values(), ids=list(NEWS))
def test_several_pieces_of_news_are_news(text: str) -> None:
    assert attribute("\n\n".join([text] * 5)).genre == "news"


UNSURE = NEWS["how-to"]


def test_what_may_be_either_is_news_with_a_doubt() -> None:
    doubt = next(doubt for doubt in attribute(UNSURE).doubts if doubt.kind == "genre-uncertain")
    assert (doubt.span.start, doubt.span.end) == (0, len(UNSURE))


@pytest.mark.parametrize("text", [*STORIES.values(), NEWS["tabloid crime"], "Too short to tell."])
def test_no_doubt_where_it_is_clear_or_too_short(text: str) -> None:
    assert not [doubt for doubt in attribute(text).doubts if doubt.kind == "genre-uncertain"]


def test_a_genre_that_was_given_is_no_doubt() -> None:
    assert not [d for d in attribute(UNSURE, genre="news").doubts if d.kind == "genre-uncertain"]
