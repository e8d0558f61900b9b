using NUnit.Framework;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.PyTorch.Pickles;

namespace SurgeryBench.Tests.Models.PyTorch;

public sealed class OpcodeTests
{
    private const string Everything =
        "{'int': [0, -1, 300, 70000, 1099511627776, -1180591620717411303424], 'float': 1.5, 'text': 'grö\n\\x', 'truth': (True, False, None), "
        + "'pair': (1, 2), 'bytes': b'00FF', 'nested': {'a': [[], {}, ()]}, 'four': (1, 2, 3, 4)}";

    // Python's pickle.dumps of one value under each of its protocols.
    [TestCase("KGRwMApWaW50CnAxCihscDIKSTAKYUktMQphSTMwMAphSTcwMDAwCmFMMTA5OTUxMTYyNzc3NkwKYUwtMTE4MDU5MTYyMDcxNzQxMTMwMzQyNEwKYXNWZmxvYXQKcDMKRjEuNQpzVnRleHQKcDQKVmdy9lx1MDAwYVx1MDA1Y3gKcDUKc1Z0cnV0aApwNgooSTAxCkkwMApOdHA3CnNWcGFpcgpwOAooSTEKSTIKdHA5CnNWYnl0ZXMKcDEwCmNfY29kZWNzCmVuY29kZQpwMTEKKFZcdTAwMDD/CnAxMgpWbGF0aW4xCnAxMwp0cDE0ClJwMTUKc1ZuZXN0ZWQKcDE2CihkcDE3ClZhCnAxOAoobHAxOQoobHAyMAphKGRwMjEKYSh0YXNzVmZvdXIKcDIyCihJMQpJMgpJMwpJNAp0cDIzCnMu", TestName = "RunsProtocol0")]
    [TestCase("fXEAKFgDAAAAaW50cQFdcQIoSwBK/////00sAUpwEQEATDEwOTk1MTE2Mjc3NzZMCkwtMTE4MDU5MTYyMDcxNzQxMTMwMzQyNEwKZVgFAAAAZmxvYXRxA0c/+AAAAAAAAFgEAAAAdGV4dHEEWAcAAABncsO2Clx4cQVYBQAAAHRydXRocQYoSTAxCkkwMApOdHEHWAQAAABwYWlycQgoSwFLAnRxCVgFAAAAYnl0ZXNxCmNfY29kZWNzCmVuY29kZQpxCyhYAwAAAADDv3EMWAYAAABsYXRpbjFxDXRxDlJxD1gGAAAAbmVzdGVkcRB9cRFYAQAAAGFxEl1xEyhdcRR9cRUpZXNYBAAAAGZvdXJxFihLAUsCSwNLBHRxF3Uu", TestName = "RunsProtocol1")]
    [TestCase("gAJ9cQAoWAMAAABpbnRxAV1xAihLAEr/////TSwBSnARAQCKBgAAAAAAAYoJAAAAAAAAAADAZVgFAAAAZmxvYXRxA0c/+AAAAAAAAFgEAAAAdGV4dHEEWAcAAABncsO2Clx4cQVYBQAAAHRydXRocQaIiU6HcQdYBAAAAHBhaXJxCEsBSwKGcQlYBQAAAGJ5dGVzcQpjX2NvZGVjcwplbmNvZGUKcQtYAwAAAADDv3EMWAYAAABsYXRpbjFxDYZxDlJxD1gGAAAAbmVzdGVkcRB9cRFYAQAAAGFxEl1xEyhdcRR9cRUpZXNYBAAAAGZvdXJxFihLAUsCSwNLBHRxF3Uu", TestName = "RunsProtocol2")]
    [TestCase("gAN9cQAoWAMAAABpbnRxAV1xAihLAEr/////TSwBSnARAQCKBgAAAAAAAYoJAAAAAAAAAADAZVgFAAAAZmxvYXRxA0c/+AAAAAAAAFgEAAAAdGV4dHEEWAcAAABncsO2Clx4cQVYBQAAAHRydXRocQaIiU6HcQdYBAAAAHBhaXJxCEsBSwKGcQlYBQAAAGJ5dGVzcQpDAgD/cQtYBgAAAG5lc3RlZHEMfXENWAEAAABhcQ5dcQ8oXXEQfXERKWVzWAQAAABmb3VycRIoSwFLAksDSwR0cRN1Lg==", TestName = "RunsProtocol3")]
    [TestCase("gASVpQAAAAAAAAB9lCiMA2ludJRdlChLAEr/////TSwBSnARAQCKBgAAAAAAAYoJAAAAAAAAAADAZYwFZmxvYXSURz/4AAAAAAAAjAR0ZXh0lIwHZ3LDtgpceJSMBXRydXRolIiJToeUjARwYWlylEsBSwKGlIwFYnl0ZXOUQwIA/5SMBm5lc3RlZJR9lIwBYZRdlChdlH2UKWVzjARmb3VylChLAUsCSwNLBHSUdS4=", TestName = "RunsProtocol4")]
    [TestCase("gAWVpQAAAAAAAAB9lCiMA2ludJRdlChLAEr/////TSwBSnARAQCKBgAAAAAAAYoJAAAAAAAAAADAZYwFZmxvYXSURz/4AAAAAAAAjAR0ZXh0lIwHZ3LDtgpceJSMBXRydXRolIiJToeUjARwYWlylEsBSwKGlIwFYnl0ZXOUQwIA/5SMBm5lc3RlZJR9lIwBYZRdlChdlH2UKWVzjARmb3VylChLAUsCSwNLBHSUdS4=", TestName = "RunsProtocol5")]
    public void RunsEveryProtocol(string pickle) => Assert.That(PickleText.Of(Convert.FromBase64String(pickle)), Is.EqualTo(Everything));

    [TestCase("K\u0007(K\u0001K\u00021.", "7", TestName = "PopsToTheMark")]
    [TestCase("K\u00072\u0086.", "(7, 7)", TestName = "DoublesTheTopmostValue")]
    [TestCase("K\u0001K\u00020.", "1", TestName = "DropsTheTopmostValue")]
    [TestCase("K\u0009p300\n0g300\n.", "9", TestName = "RecallsByALineOfText")]
    [TestCase("K\u0009r\0\0\u0001\00j\0\0\u0001\0.", "9", TestName = "RecallsByFourBytes")]
    [TestCase("I-5\n.", "-5", TestName = "ReadsAnIntegerLine")]
    [TestCase("\u008b\u0002\0\0\0\u0000\u0080.", "-32768", TestName = "ReadsALongOfFourLengthBytes")]
    [TestCase("\u008a\0.", "0", TestName = "ReadsALongOfNoBytes")]
    [TestCase("F-1e3\n.", "-1000", TestName = "ReadsAFractionLine")]
    [TestCase("S'a\\'b\\n\\xe9'\n.", "'a'b\né'", TestName = "ReadsAQuotedText")]
    [TestCase("U\u0002a\u00e9.", "'aé'", TestName = "ReadsAnOldText")]
    [TestCase("B\u0002\0\0\0ab.", "b'6162'", TestName = "ReadsBytes")]
    [TestCase("\u0096\u0001\0\0\0\0\0\0\0a.", "b'61'", TestName = "ReadsAByteArray")]
    [TestCase("(K\u0001K\u0002d.", "{1: 2}", TestName = "MakesADictionaryOfTheMark")]
    [TestCase("}K\u0001K\u0002sK\u0001K\u0003s.", "{1: 3}", TestName = "SetsAKeyAnew")]
    [TestCase("\u008f(K\u0001K\u0001\u0090.", "set(1)", TestName = "AddsToASet")]
    [TestCase("(K\u0001\u0091.", "set(1)", TestName = "MakesAFrozenSet")]
    [TestCase("cos\nsystem\n.", "os.system", TestName = "LeavesANameAName")]
    [TestCase("ca.b\nC\n)\u0081}U\u0001xK\u0001sb.", "<a.b.C {'x': 1} {}>", TestName = "MakesAnInertObject")]
    [TestCase("(ia.b\nC\n.", "<a.b.C None {}>", TestName = "MakesAnInertObjectOfTheMark")]
    [TestCase("(ca.b\nC\no.", "<a.b.C None {}>", TestName = "MakesAnInertObjectOfAClassOnTheStack")]
    [TestCase("ca.b\nC\n)}\u0092.", "<a.b.C None {}>", TestName = "MakesAnInertObjectWithoutNamedArguments")]
    [TestCase("ca.b\nC\n)\u0081U\u0001xK\u0002sK\u0003a.", "<a.b.C None {'x': 2, 1: 3}>", TestName = "FillsAnInertContainer")]
    [TestCase("ccollections\nOrderedDict\n)R}U\u0009_metadata}sb.", "{}", TestName = "IgnoresTheVersionsOfAStateDictionary")]
    [TestCase("ccollections\nOrderedDict\n]]U\u0001aaK\u0001aa\u0085R.", "{'a': 1}", TestName = "MakesADictionaryOfPairs")]
    [TestCase("c__builtin__\nset\n]K\u0001a\u0085R.", "set(1)", TestName = "MakesASetOfAList")]
    [TestCase("c__builtin__\ngetattr\nca\nColour\nU\u0003RED\u0086R.", "<a.Colour.RED None {}>", TestName = "MakesAnEnumerationsMember")]
    [TestCase("ccopy_reg\n_reconstructor\nca\nC\nc__builtin__\nobject\nN\u0087R.", "<a.C None {}>", TestName = "MakesAnOldObject")]
    [TestCase("c_codecs\nencode\nX\u0002\0\0\0\u00c3\u00bfU\u0006latin1\u0086R.", "b'FF'", TestName = "MakesBytesOfText")]
    public void Runs(string pickle, string result) => Assert.That(PickleText.Of(pickle), Is.EqualTo(result));

    [TestCase("\u0080\u0006N.", "protocol 6", TestName = "RefusesAFutureProtocol")]
    [TestCase("\u00ff.", "unknown operation 0xff", TestName = "RefusesAnUnknownOperation")]
    [TestCase(".", "empty stack", TestName = "RefusesToEndWithNothing")]
    [TestCase("K\u0001(a.", "empty stack", TestName = "RefusesToTakeFromBelowAMark")]
    [TestCase("t.", "misses a mark", TestName = "RefusesAMissingMark")]
    [TestCase("h\u0005.", "recalls value 5", TestName = "RefusesToRecallWhatWasNotStored")]
    [TestCase("N", "truncated", TestName = "RefusesAPickleWithoutAnEnd")]
    [TestCase("X\u00ff\u00ff\u00ff\u007fa.", "promises 2147483647 bytes", TestName = "RefusesATextLongerThanTheFile")]
    [TestCase("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fa.", "promises", TestName = "RefusesBytesLongerThanTheFile")]
    [TestCase("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa.", "promises -1", TestName = "RefusesANegativeLength")]
    [TestCase("\u008b\u00ff\u00ff\u00ff\u00ff.", "integer of -1", TestName = "RefusesANegativeIntegerLength")]
    [TestCase("X\u0001\0\0\0\u00ff.", "no UTF-8", TestName = "RefusesATextThatIsNoUtf8")]
    [TestCase("Sab\n.", "without quotes", TestName = "RefusesATextWithoutQuotes")]
    [TestCase("Ixy\n.", "integer that is none", TestName = "RefusesAnIntegerThatIsNone")]
    [TestCase("}(K\u0001u.", "key without a value", TestName = "RefusesAKeyWithoutAValue")]
    [TestCase("}]K\u0001s.", "container for a key", TestName = "RefusesAContainerAsAKey")]
    [TestCase("NK\u0001a.", "no list", TestName = "RefusesToAppendToNothing")]
    [TestCase("NK\u0001K\u0002s.", "no dictionary", TestName = "RefusesToSetAnItemOfNothing")]
    [TestCase("NNb.", "no object", TestName = "RefusesToGiveNothingAState")]
    [TestCase("cos\nsystem\nU\u0002ls\u0085R.", "would call os.system", TestName = "RefusesACall")]
    [TestCase("ctorch\nFloatStorage\nK\u0005\u0085R.", "would call torch.FloatStorage", TestName = "RefusesACallOfAnAllowedModule")]
    [TestCase("cos\nsystem\n(U\u0002lst\u0081.", "would call os.system", TestName = "RefusesAnObjectWithArguments")]
    [TestCase("cos\nsystem\n)}U\u0001aK\u0001s\u0092.", "would call os.system", TestName = "RefusesAnObjectWithNamedArguments")]
    [TestCase("(U\u0002lsios\nsystem\n.", "would call os.system", TestName = "RefusesAnObjectOfTheMarkWithArguments")]
    [TestCase("c__builtin__\ngetattr\nca\nC\nU\u0001f\u0086R)R.", "no named function", TestName = "RefusesToCallAMember")]
    [TestCase("U\u0002lsQ.", "storage outside itself", TestName = "RefusesAnOutsideStorage")]
    [TestCase("Pls\n.", "by text", TestName = "RefusesAStorageNamedByText")]
    [TestCase("\u0082\u0001.", "registered extension", TestName = "RefusesAnExtension")]
    [TestCase("\u0097.", "buffer outside itself", TestName = "RefusesAnOutsideBuffer")]
    public void Refuses(string pickle, string because) =>
        Assert.That(() => PickleText.Of(pickle), Throws.TypeOf<PyTorchFormatException>().With.Message.Contains(because));

    [Test]
    public void RefusesEndlessWork() =>
        Assert.That(() => PickleText.Of(new string(']', 3_000_000)), Throws.TypeOf<PyTorchFormatException>().With.Message.Contains("operations"));

    [TestCase("(NNNNNNNNNNlq\0", "0c__builtin__\nset\nh\0\u0085R", TestName = "CountsWhatASetCopies")]
    [TestCase("(K\u0001NK\u0002NK\u0003NK\u0004NK\u0005Ndq\0", "0ccollections\nOrderedDict\nh\0\u0085R", TestName = "CountsWhatADictionaryCopies")]
    [TestCase("(NN\u0086NN\u0086NN\u0086NN\u0086NN\u0086lq\0", "0ccollections\nOrderedDict\nh\0\u0085R", TestName = "CountsWhatADictionaryOfPairsCopies")]
    public void CountsCopies(string made, string copied)
    {
        // Six operations a copy, which would pass without the values.
        const int Copies = 25_000;
        Assert.That(() => PickleText.Of(made + string.Concat(Enumerable.Repeat(copied, Copies)) + "."), Throws.TypeOf<PyTorchFormatException>().With.Message.Contains("operations"));
    }

    [Test]
    public void RefusesToReadATextAgainAndAgain()
    {
        var text = $"X\u0000\u0000\u0004\0{new string('a', 1 << 18)}q\0";
        Assert.That(() => PickleText.Of(text + string.Concat(Enumerable.Repeat("c_codecs\nencode\nh\0\u0085R0", 40)) + "."), Throws.TypeOf<PyTorchFormatException>().With.Message.Contains("again and again"));
    }

    [Test]
    public void HashesNumbersSoThatNoFileChoosesThemToCollide()
    {
        // The runtime's own hash of all of these is 0.
        var numbers = Enumerable.Range(1, 1000).Select(i => ((long)i << 32) | (uint)i).ToList();
        Assert.That(numbers.Select(KeyComparer.Instance.GetHashCode).Distinct().Count(), Is.GreaterThan(990));
        Assert.That(numbers.Select(number => KeyComparer.Instance.GetHashCode((object)BitConverter.Int64BitsToDouble(number))).Distinct().Count(), Is.GreaterThan(990));
        Assert.That(((IEqualityComparer<object?>)KeyComparer.Instance).Equals(1L, 1L), Is.True);
    }

    [Test]
    public void SpellsNoLongNameOutForEveryObject()
    {
        var name = new string('a', 4000);
        var pickle = $"X\u00a0\u000f\0\0{name}q\0h\0\u0093q\u0001(" + string.Concat(Enumerable.Repeat("h\u0001)\u0081", 10_000)) + "l.";
        var bytes = System.Text.Encoding.Latin1.GetBytes(pickle);
        var before = GC.GetAllocatedBytesForCurrentThread();
        new Machine(new PickleReader(new SurgeryBench.Models.PyTorch.Bytes.MemoryBytes(bytes)), new NoPersistentIds(), new Budget(bytes.Length)).Run();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(20 << 20));
    }

    [Test]
    public void RefusesEndlessText()
    {
        var text = "X\u0000\u0010\0\0" + new string('a', Budget.LongestText) + "0";
        Assert.That(() => PickleText.Of(string.Concat(Enumerable.Repeat(text, 9000))), Throws.TypeOf<PyTorchFormatException>().With.Message.Contains("bytes of text"));
    }

    [Test]
    public void LeavesALongTextInTheFile() =>
        Assert.That(PickleText.Of("X\u0001\u0010\0\0" + new string('a', Budget.LongestText + 1) + "."), Is.EqualTo("text of 4097"));

    [Test]
    public void KnowsEveryOpcodeButTheEnd() =>
        Assert.That(OpcodeTable.All.Keys, Is.EquivalentTo(Enum.GetValues<Opcode>().Except([Opcode.Stop])));
}
