"""Invented pages as they are pasted: "+" marks a paragraph of the author's body, "-" the rest."""
# ruff: noqa: E501, W291 - pages are as they are pasted

BLOG_WITH_COMMENTS = """
- Why the ferry should not run on Sundays

- May 4, 2022

+ I have lived across the strait for nineteen years, and in all that time I have heard the same argument for a Sunday ferry: that the island cannot prosper without it. The island has prospered. The shops are open, the school has a new roof, and the harbour is full of boats every summer.

+ What would a Sunday ferry bring? Day visitors, mostly, who buy an ice cream and leave. The harbour master has counted them on the other six days, and the shops earn less from all of them together than from one week of the regatta.

+ "Progress cannot be stopped," a councillor told me last month. Perhaps. But a ferry is not progress. A ferry is a boat.

+ Leave the island its one quiet day.

- Share this:

- Twitter
- Facebook

- Like this:

- Like Loading...

- 3 thoughts on “Why the ferry should not run on Sundays”

-   1. Well said! My grandmother always claimed that the ferry company never asked any of us.

-     Liked by 1 person

-     1. Thanks, Runa. The company did ask the council, though, and the council said nothing at all for a year.

-   2. I disagree completely. Young people leave this island every year because there is nothing to do on a Sunday, and you know it.

- Leave a Reply

- Your email address will not be published. Required fields are marked *
"""

NEWSPAPER_WITH_BIO = """
- OPINION
- The harvest is not a bargaining chip
- By Marit Solberg
- Nov. 3, 2022
- Photo: AFP
+ Every autumn the same ships wait in the same roads, and every autumn somebody proposes to hold them there a little longer in exchange for a concession on something else entirely.
+ The proposal sounds reasonable in a conference room. Grain is only a commodity, the reasoning goes, and commodities may be traded for quiet. In the ports where the grain arrives, nobody thinks of bread as a commodity.
- ADVERTISEMENT
+ Consider what happened last spring. The ships were held for eleven days, prices rose by a fifth in three capitals, and the concession that had been promised in exchange was withdrawn the following week.
+ It is true that the ministries had few other means at hand. But to say that one has no other means is not to say that this one works.
+ Let the ships sail.
- Marit Solberg is a columnist for the Northern Courier and the author of “Bread and Ballast.” The views expressed here are her own and do not necessarily reflect those of the newspaper.
- A new museum of glass opens its doors this week in the old brewery district, where the city has spent six years and a good deal of borrowed money on restoring the furnaces that once
- Cyclists have complained for years about the roundabout at the northern bridge, and now the council has at last published the figures that everybody suspected were being kept in a drawer. The numbers show that
"""

WIRE_STORY = """
- Ministers fail to agree on price cap, talks to resume Monday
- By Ines Calder and Tom Brandt
- VARNA, Oct 12 (Reuters) -
+ Energy ministers failed on Wednesday to agree on a common cap for gas prices and said they would resume talks next week, two officials familiar with the discussions said.
+ The ministers had been expected to settle on a temporary ceiling for imports through pipelines. Several governments objected that a ceiling would drive tankers to other buyers.
+ "We are close, but close is not the same as agreed," said one official, who asked not to be named because the talks were private.
+ A cap would have applied from December. Analysts at two banks said that its effect on household bills would have been small in any case.
+ The ministers will meet again on Monday.
- (Reporting by Ines Calder in Varna and Tom Brandt in Brussels; Editing by Ada Moss)
"""

MAGAZINE_WITH_PULL_QUOTES = """
- Essay
- The Long Patience of Small Countries
- BY ELIAS THORNE

+ Small countries learn early that the map is drawn by others. They learn it from their grandparents, who changed citizenship three times without leaving the village, and they learn it again from the newspapers, where their names appear only when somebody larger takes an interest.

- “They learn it from their grandparents, who changed citizenship three times without leaving the village.”

+ It would be easy to mistake the habit that follows for resignation. It is nothing of the kind. A people that has outlasted four empires does not resign itself; it waits, and while it waits it writes everything down.

- Illustration by Petra Novak for The Quarterly

+ The archive in the capital holds forty kilometres of shelves. I spent a winter there once, reading the petitions that village schoolmasters had sent to governments that no longer exist. Not one of them asked for pity.

- The petitions were refused, and the empires that refused them are gone.

+ What they asked for was a road, a teacher, a court that kept its word. The petitions were refused, and the empires that refused them are gone, and the villages have roads.

+ There is a lesson in this for the strong, if they care to have it: patience is also a weapon.

- Elias Thorne teaches history at the University of Lund. His most recent book is “The Petitioners.”
"""

NEWSLETTER = """
- View this email in your browser
- The Morning Ledger
- Was this newsletter forwarded to you? Sign up here.
+ Good morning. The central bank meets today, and for once nobody knows what it will do. That alone is news, because for eleven meetings in a row the governors told us beforehand.
+ There are two camps. One holds that prices have peaked and that another rise would break the builders. The other holds that the builders broke themselves, and that to stop now would be to pay for the same cure twice.
+ I am with the second camp, though without enthusiasm. A cure that is stopped halfway is merely an illness with side effects.
- Subscribe now
- Share
+ Meanwhile the harbour workers have settled. They asked for nine and got seven, which is what everybody said in March that they would get.
+ See you tomorrow.
- Thanks for reading! Subscribe for free to receive new posts and support my work.
- You are receiving this email because you signed up at our website.
- Unsubscribe | Manage preferences
- © 2022 The Morning Ledger. All rights reserved.
"""

PAYWALL_STUB = """
- Home > Opinion > Columnists
- The tram that never came
- Joanna Birch
- 5 min read
+ For twelve years the city has promised a tram to the eastern suburbs, and for twelve years the money has gone to the ring road instead, which is now so wide that nobody can cross it.
+ The mayor says that the tram will come when the road is finished. The road, as anybody who lives there can tell you, is the one thing in this city that is never finished.
- To continue reading this article, subscribe or log in
- Already a subscriber? Log in
- Get unlimited access for only $1 a week
- Cancel any time.
"""

LIVE_BLOG = """
- Harbour strike: talks break down after nineteen hours – as it happened
- Updated 14 March 2022
- 18.42 GMT
+ The talks are over. Both sides left the building by separate doors a few minutes ago, and neither stopped at the microphones.
- Share
- Facebook Twitter
- 17.15 GMT
+ A spokesman for the port says the last offer, of seven per cent over two years, was "final in every sense of the word". The union calls it an insult.
- Share
- 16.02 GMT
+ Some background while we wait. The strike began eleven days ago, when the port refused to pay the night shift for the hours lost to the storm in January. Since then no container has left the harbour, and about forty ships are waiting in the roads.
- Advertisement
- 14.30 GMT
+ Good afternoon and welcome. The delegations have been inside since last night; we will bring you every development as the talks go on.
"""

QUESTIONS_AND_ANSWERS = """
- ‘Nobody votes for a drainage system’: an interview with Hanna Vell
- By Piet Aalders
- Interview
+ Hanna Vell has run the water board of the lowlands for sixteen years. We met in her office above the pumping station, where the floor trembles slightly whenever the engines start.
+ Q: You have said that the dikes will hold for another thirty years. Are you sure?
+ A: No. I said they were built to hold for thirty years. That is a different thing.
+ Q: What is the difference?
+ A: Maintenance.
+ Q: And the money for it?
+ A: It was there until the last budget. Nobody votes for a drainage system. They vote for what they can see, and a drainage system that works cannot be seen.
+ Q: So what will you do?
+ A: What we have always done. Pump, and complain.
- Piet Aalders is a reporter at the Lowland Post. Follow him on Twitter @pietaalders.
- This interview has been edited and condensed for clarity.
"""

LETTERS_PAGE = """
- Letters
+ Your editorial on the new library (“A palace without books”) overlooks that the old one leaked. I worked there for twenty years and carried more buckets than books.
+ Agnes Holm, Westhaven
+ May I add to the debate on Sunday ferries? The captain of the ferry is my son, and he would like to have dinner with his mother once a week.
+ Ruth Amory, the island
+ Those who complain about the noise of the fairground might remember that the fairground was there before their houses. I do, because I sold them the land.
+ Otto Krane, Millbrook
- Do you have an opinion on anything you have read today? Email us your letter and it will be considered for publication.
- Letters should be sent to letters@example.org and may be edited.
"""

COMMENTS_LARGER_THAN_ARTICLE = """
- In defence of the roundabout
- Posted on June 9, 2021 by admin
+ The roundabout is the only democratic institution on our roads. Nobody waits for permission; everybody waits for everybody else; and the mayor, in his long black car, must give way to a girl on a bicycle.
+ Traffic lights, by contrast, are a monarchy. They rule alone, they explain nothing, and when they fail the whole realm stands still and sounds its horn.
+ I was reminded of this at the northern bridge last week, where the lights had failed and for half an hour the drivers of this city governed themselves without a single accident.
- 214 Comments
- Sort by: Newest
- Wheelwright77
- 2 hours ago
- I drove through that junction on the day in question and I can assure you that it was chaos from beginning to end, with two lorries blocking the bridge and a bus that had given up altogether.
- Reply
- Like 12
- Marian K.
- 3 hours ago
- As somebody who cycles there every morning, I think the author is right about the roundabout and wrong about almost everything else. The girl on the bicycle does not get right of way. She gets out of the way.
- Reply
- Report
- tollkeeper
- 5 hours ago
- Monarchy is a strange comparison. Traffic lights are more like a civil service: slow, fair and hated by everybody equally. When they fail you notice how much work they did all along, and nobody ever thanks them for it.
- Reply
- Old Salt
- 1 day ago
- Here we go again. Every year the same column about the same roundabout, and every year the council builds another one where nobody asked for it. There are now nine of them between my house and the harbour, and I have counted.
- Reply
- Share
"""

READ_MORE_IN_THE_MIDDLE = """
- Opinion: Who pays for the flood?
- By Clara Whitlock, Environment Correspondent
- Published: 2 February 2022, 10:15 GMT
+ When the river came over the wall in January, it did not ask who had paid for the wall. It took the bakery, the church hall and eleven houses, and by the evening it had gone back to its bed.
- READ MORE: Flood warnings issued for six counties
+ The insurers, who do ask, have now published their answer. Anybody who lives below the second mark will pay three times as much from next year, and anybody below the first will not be insured at all.
- Related: How the wall was built, and by whom
+ One may call that prudence. I would call it the end of a town that has stood there for eight centuries, because a house that cannot be insured cannot be sold, and a house that cannot be sold is a house that nobody repairs.
- [See also: The map of the second mark]
+ The government could act tomorrow. It has the money, it has the law, and it has the example of its neighbours, who built the wall higher and spread the cost over the whole country.
- Sign up for our weekly environment newsletter, delivered to your inbox every Friday.
+ What it lacks is a minister who lives below the second mark.
- Read more from Clara Whitlock
- Topics: floods, insurance, rivers
"""

SHARE_COUNTS = """
- 1.2K Shares
- 87 comments
- Facebook | Twitter | WhatsApp | Email
+ The committee on street names has met for the fortieth time, and for the fortieth time it has renamed nothing. I have attended every meeting. I would not have missed one of them.
+ There is something noble in an assembly that knows so exactly what it does not want. It does not want generals. It does not want poets, because poets turn out to have had opinions. It does not want flowers, because the allotment society could not agree on which.
- 345 views
+ So the streets of the new quarter remain numbered, like the streets of a much larger and less interesting city, and the postman, who was promised names, has learned to count.
+ I propose to name the first of them after the committee.
- 12 Likes
- Tweet
- Print
"""

RELATED_BOXES = """
- Skip to main content
- Menu
- We use cookies and similar technologies to improve your experience. By clicking “Accept”, you agree to their use.
- Accept all
- World
- The bridge nobody crosses
- Simon Falk
- 21 April 2022
+ At the eastern border there is a bridge with a freshly painted railing, two customs houses and no traffic. It was opened four years ago by two ministers, each of whom walked to the middle, shook hands and walked back.
- Related
- Border talks enter a second year
- Why the customs houses stay open
+ The customs officers come to work at eight. They raise the flag, they boil the water for their tea, and they look across the river at their colleagues, who do the same under another flag.
+ Neither side will say why the bridge is closed. The road beyond it is closed, says one; the road before it is closed, says the other. Both statements are true, and each road is closed because of the bridge.
- Story continues below advertisement
+ The people of the two villages, meanwhile, cross the river as they always have, by boat, at night, with their flour and their cigarettes and their wedding guests.
- Simon Falk
- More from World
- Parliament votes on fishing quotas after a night of debate
- Five paintings return to the museum from which they were stolen
- The oldest lighthouse on the coast goes dark for repairs
- Most read
- Heatwave closes schools in three districts
- © Example Media 2022
"""

CAPTIONS_WITH_CREDITS = """
- The last coal harbour
- Text by Leonie Hart
- Cranes stand idle above the coal harbour on a winter morning
- Photograph: Jon Aske/Getty Images
+ The last coal ship of the season left on a Tuesday, half empty, with a crew that had been told nothing about the next. By Wednesday the cranes were still, and by the end of the week the gulls had moved to the fish market.
- The harbour master in his office. Photo: Jon Aske
+ I asked the harbour master what would become of the place. He has an answer for everybody: for the bank it is containers, for the unions it is wind, and for his wife it is a house a long way inland.
- Wind turbines wait for shipment at the northern quay (Jon Aske/Reuters)
+ For me he had no answer, only coffee. We drank it looking at the cranes. A harbour, he said at last, is a promise that somebody will come.
- View image in fullscreen
+ Nobody came that day, nor the next, and yet he swept the quay each evening as though the whole fleet were expected in the morning.
- With reporting by Jon Aske
"""

SYNDICATED_WITH_NOTES = """
- Editor’s note: The writer is a fellow at the Institute of Harbour Studies. The opinions expressed in this commentary are his own.
+ There is a kind of realism that consists of believing whatever the stronger party says about itself. It is popular among people who have never been the weaker party.
+ I do not claim that strength does not matter. I claim that it is not an argument. When the shipping line announced in March that it could serve the northern ports only at twice the price, our realists explained to us that the line was strong and the ports were weak, and that this settled the question.
+ It did not settle it. The ports hired three smaller lines, which between them now carry more than the strong one ever did, and at the old price.
+ Why was nobody able to predict this? Because the realists had asked the shipping line.
+ The next time somebody explains to you that there is no alternative, ask him whom he has asked.
- This article was originally published by the Harbour Review and is republished with permission.
- About the author
- Ewan Strand is a senior fellow at the Institute of Harbour Studies, where he works on small ports.
- You may also like
- The price of a berth
- Three lines and a pilot
- Leave a comment
"""

COLUMN_IN_EMAIL_WRAPPING = """
+ It is said that every village has one clock that is right and one that is believed, and
+ that the wise visitor sets his watch by the second of the two. Our village has only the
+ second. It hangs above the bakery, it is nine minutes fast, and the whole valley runs by
+ it, including the bus and the church.

+ When the council proposed last month to have it repaired, the bakery received more letters
+ in a week than it had in the ten years before. The clock, people wrote, was not wrong. It
+ was early. Nobody in the valley had ever missed a bus because of it, and the children were
+ never late for school.

+ The council withdrew the proposal. I was sorry, because I had already written a column in
+ favour of it, and glad, because I would have had to get up nine minutes later.
"""

MAGAZINE_WITH_STANDFIRST = """
- Foreign affairs
- Why the Marsh Treaty failed
+ Small states were promised guarantees that nobody meant to keep.
- Updated on January 12, 2023 · 7 min read
- BY NORA KESTREL
- Delegates leave the hall after the signing, 1994. | Ilya Venn, Pool Photo via AP
+ In the spring of 1994 four governments signed a paper in which they promised to respect the borders of the fifth. None of the four ministers who signed it believed that the paper would be tested, and so none of them asked what would happen if it were.
+ Watch what the guarantors did next. They built embassies, they trained a few officers, and they sold the marsh people a great deal of agricultural machinery.
+ Jane Orlov is a professor of law who was in the room. “We were told that the word was stronger than a guarantee,” she says, “because a guarantee can be broken.”
+ Read the treaty today and the gap leaps off the page: there is no court, no deadline, no penalty.
+ Why? Because penalties would have bound the guarantors, too.
+ More than once the marsh people asked for a clause on arbitration. They were told not to be difficult.
+ Support for the treaty was, in the end, a habit of mind. Habits end when they cost something.
- Get the Foreign Affairs Weekly in your inbox. Sign up
- Comments (31)
- Expand full comment
- I was in the hall and it was nothing like this. The machinery came two years later.
"""

BANK_STORY_WITH_SOURCES = """
- LONDON — 
+ Share prices fell on Thursday after the bank of the northern islands said it would close its lending arm, and two rivals said they were reviewing theirs.
+ Listen to the traders and you would think that the end had come. “It is the beginning of the end,” said one of them, who has said so every year since 2008.
+ The bank's chairman, Olaf Reed, told reporters that the decision was final. Reed is a former minister and the author of two books on thrift.
+ By Friday the prices had recovered.
+ Jane Reed is the chairman's daughter and an economist at the university. She disagrees.
+ “My father closes things,” she said. “It is what he does.”
- Reporting by Tom Brandt; additional reporting by Ada Moss in Oslo
- Our Standards: The Thomson Reuters Trust Principles.
"""

SUBSTACK = """
- The Weekly Grumble
+ Dear readers, I have been asked what I think of the new town hall. I think that it is a town hall. It has doors, and behind the doors are desks, and behind the desks are people who would rather be elsewhere, as in every town hall I have ever entered and in most of those I have only imagined.
+ Follow me through the main entrance. On the left hangs a painting of the old town hall, which was beautiful and leaked. On the right hangs a painting of the new one, which is neither.
+ Share the stairs with the mayor if you can; he tells good stories.
+ Related by marriage to half the council, the architect never had to compete for the job.
+ Subscribe to the theory that form follows function and you will like it. I do not subscribe.
+ Photos of the opening show nobody smiling.
+ In the end we get the buildings we deserve, and we have been getting them for years.
- Thank you for reading! If you enjoyed this, please consider becoming a paid subscriber.
- Leave a comment
- Discussion about this post
- Comments
- Restacks
- Harald
- Jan 4
- Wonderful as always, though the mayor's stories are getting longer every year and less true.
- Expand full comment
- Like (2)
- Reply
- Share
- Top
- Latest
- Discussions
- No posts
- Ready for more?
- Subscribe
"""

NUMBERED_DEMANDS = """
- Comment
- If the river must have a price, let the valley name it
- Anna Weiss and Karl Otte
- Guardian Valley Correspondents
- Thu 3 Mar 2022 06.00 GMT
- Last modified on Thu 3 Mar 2022 09.12 GMT
+ For as long as anybody can remember the river has belonged to nobody, which is to say that it has belonged to whoever stood furthest upstream with the largest pump.
+ The new law changes that. It gives every farm in the valley a share, it lets the shares be bought and sold, and it sets aside one tenth for the river itself, which cannot sell.
+ > The river has no lobby, the minister said, and so I will be its lobby.
+ Fine words. But the tenth that was set aside is the tenth that nobody wanted: the floods of March, which nobody could pump if they tried.
+ Some argue that any law is better than none. The fear goes that if this one falls, the next will be written upstream. We have heard that argument before, about the last law.
+ 1. Give the river a fifth, not a tenth.
+ 2. Give it the summer water, not the floods.
+ 3. Let the valley vote.
- Explore more on these topics
- Rivers
- Opinion
- comment
- Share
- Reuse this content
- Most viewed
- Most viewed
- Woman finds Roman ring in flower bed
- The nine best kettles, tested
"""

EDITORIAL = """
- By The Editorial Board
- March 9, 2022
+ The senate has until Friday to pass the harbour bill, and it should. The bill is imperfect; it was written by forty people in a hurry, and it reads like it. But a harbour without a law is a harbour owned by the first man with a crane.
+ Opponents say the bill rewards the dockers for striking. It does not. It pays them what the arbitration court awarded them two years ago, with interest, and nothing more.
+ To continue the dispute would cost every household in the city about as much as a winter's heating. This page has argued for a settlement since the first day of the strike, and nothing that has happened since has changed our minds.
+ Pass the bill.
- The Times is committed to publishing a diversity of letters to the editor. We’d like to hear what you think about this or any of our articles. Here are some tips. And here’s our email: letters@example.com.
- Follow The Times Opinion section on Facebook, Twitter (@timesopinion) and Instagram.
- A version of this article appears in print on March 10, 2022, Section A, Page 22 of the edition with the headline: Pass the Harbour Bill.
- © 2022 The Times Company
"""

SLOW_TRAINS = """
- Opinion | The case for slow trains
- By Leo Marchetti
- Contributing columnist
- January 8, 2021 at 7:00 a.m. EST
+ Nobody has ever written a song about a fast train. There are songs about slow trains, night trains, trains that do not stop here any more; but a fast train is gone before the singer has found the key.
- (Illustration by Ana Ruiz; photo: iStock)
+ I took the slow train to the coast last week. It stops at nineteen stations, four of which have no village, and it waits at each of them as though somebody might yet come.
- Follow Leo Marchetti's opinions
+ Somebody did come: a woman with two goats, at the eleventh station. The conductor knew the goats by name.
+ The fast train, which will replace it next year, does not take goats. It does not stop at the eleventh station either. It will save eighteen minutes, and I have asked everybody I know what they intend to do with them.
+ “Sleep,” said my wife.
- More on railways
- Leo Marchetti is a contributing columnist for The Post. He lives in Genoa.
- 112 Comments
- View more
"""

ESSAY_WITH_TWO_BIOS = """
- Published on Mar 14, 2022
- In Commentary
- A quiet border is still a border
- Ilse Renner
+ Nobody has fired a shot across the northern line in forty years, and so the maps have begun to show it in grey. I grew up beside it. It was never grey to us.
+ In the evenings the guards on the far bank used to play cards, and when one of them lost he would call over the water that we should come and pay his debts. My father always answered that he would, as soon as they took down the wire.
+ The wire is still there. The guards are younger now, and they do not play cards. They look at their telephones, as ours do.
+ Last month a minister proposed to open one gate for one day each year. It was called a gesture. A gesture is what one makes when one does not intend to do anything.
+ I would rather have the gate for one day than not at all. But let nobody tell me that the border has become a garden fence.
- Ilse Renner, a novelist, grew up in the northern valley. She is the author of “Grey Water.”
- SHARE
- More from this issue
- The card players
- By Jonas Field
- Forty years of wire
- By Mara Lind
- ALSO BY THIS AUTHOR
"""

READER_SUPPORTED = """
- The Harbour Letter #42: what the strike has taught us
- Pavel Dorn
- Mar 14
- ∙ Paid
- 24
- 3
- Share
+ Hello everybody, and welcome to the forty-two new readers who joined us this week.
+ The strike is over, and both sides say that they have won, which in my experience means that both of them have lost something they would rather not mention.
+ What the port has lost is easy to see. Two lines have moved to the south, and they will not come back for a promise.
+ What the union has lost is harder. It has learned that its members will strike for eleven days and not for twelve; and now the port has learned it, too.
- Upgrade to paid
+ So the next strike, when it comes, will last eleven days. Everybody will plan for eleven days. That is the real settlement.
- The Harbour Letter is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.
- Thanks for reading The Harbour Letter! This post is public so feel free to share it.
- 24
- 3
- Previous
- Next
- Discussion about this post
- Vera K.
- Mar 15
- Eleven days is exactly what my brother said, and he was on the picket line from the first morning to the last.
- Like
- Reply
"""

WIRE_SITE = """
- Grain ships leave port under new agreement
- Agence Example
- Issued on: 04/08/2022 - 10:22
- 3 min
- A ship loaded with maize leaves the southern port on August 4, 2022. © Karel Moe, AFP
- Text by: NEWS WIRES
+ Three ships carrying maize left the southern ports on Thursday, officials said, the largest convoy since the agreement between the two governments took effect.
+ The ships are bound for two harbours on the northern coast, where they are expected on Sunday. They carry about sixty thousand tonnes.
- Advertising
- Read more Port reopens after five months of silence
+ The agreement, which was signed in July, allows ships to pass through a corridor that both navies have promised not to enter. It runs for four months and can be renewed.
+ "The question is not whether the first ships arrive, but whether the fiftieth does," said an analyst at a shipping bank.
+ Insurance for the passage has fallen by half since Monday, brokers said, but remains twenty times what it was a year ago.
- (Agence Example with Reuters and AP)
- Daily newsletter
- Receive essential international news every morning
- Subscribe
- Take international news everywhere with you! Download the Example app
- Share
"""

DEBATE = """
- Debate
- Should the valley be flooded? Yes, says Ana Lobo
- ANA LOBO
- engineer and former member of the dam commission
+ I know the valley better than most of those who want to save it. I surveyed it for nine years, in all weathers, and I have slept in every one of its eleven inns.
+ It is beautiful, and it is dying. The young have gone; the school has closed; of the eleven inns two are open, and those only in the summer.
+ A lake would bring back the inns. More important, it would bring light to three cities that now burn coal for it, and those three cities have more children in their schools than the valley has had in its whole history.
+ My opponents speak of graves. I have graves there, too. The dead, I think, would forgive us sooner than the unborn.
+ Flood it, then. But pay for it: a new house for every old one, and a share in the dam for every family.
- THE AUTHOR was a member of the dam commission from 1998 to 2007.
- Read the opposing view: No, says Rui Pena
- Have your say
- Vote: Should the valley be flooded?
- Comments
- Tell us what you think about this debate in the comments below.
- riverman
- 14 March 2022 at 11:02
- Eleven inns? There were never more than nine, and one of them was a barn.
"""


PAGES = {
    name.lower().replace("_", " "): page
    for name, page in list(globals().items())
    if name.isupper() and name != "PAGES"
}


def pasted(page: str) -> str:
    """The page as somebody would paste it."""
    return "\n".join(
        line[2:] if line[:1] in "+-" else line for line in page.strip("\n").split("\n")
    )


def body(page: str) -> str:
    """What its author wrote."""
    return "\n".join(line[2:] for line in page.split("\n") if line.startswith("+ "))
