using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Tests.Keystream;

/// <summary>The test vectors of RFC 8439: sections 2.3.2 and 2.4.2, appendices A.1 and A.2.</summary>
public sealed class Rfc8439Tests
{
    private const string Ascending = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";

    /// <summary>Key, nonce, block counter, block.</summary>
    public static TheoryData<string, string, uint, string> Blocks => new()
    {
        {
            Ascending, "000000090000004a00000000", 1,
            "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2" +
            "b5129cd1de164eb9cbd083e8a2503c4e"
        },
        {
            Zeros, "000000000000000000000000", 0,
            "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a37" +
            "6a43b8f41518a11cc387b669b2ee6586"
        },
        {
            Zeros, "000000000000000000000000", 1,
            "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d5" +
            "31ed1f28510afb45ace10a1f4b794d6f"
        },
        {
            One, "000000000000000000000000", 1,
            "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a8eca00bbb4a73bdad192b5c42f73f2fd" +
            "4e273644c8b36125a64addeb006c13a0"
        },
        {
            "00ff000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", 2,
            "72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca13b25aa26cb4a648cb9b9d1be65b2c09" +
            "24a66c54d545ec1b7374f4872e99f096"
        },
        {
            Zeros, "000000000000000000000002", 0,
            "c2c64d378cd536374ae204b9ef933fcd1a8b2288b3dfa49672ab765b54ee27c78a970e0e955c14f3a88e741b97c286f7" +
            "5f8fc299e8148362fa198a39531bed6d"
        },
    };

    /// <summary>Key, nonce, initial counter, plain text, cipher text.</summary>
    public static TheoryData<string, string, uint, string, string> Messages => new()
    {
        {
            Ascending, "000000000000004a00000000", 1,
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, " +
            "sunscreen would be it.",
            "6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b357" +
            "1639d624e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736" +
            "5af90bbf74a35be6b40b8eedf2785e42874d"
        },
        {
            One, "000000000000000000000002", 1,
            "Any submission to the IETF intended by the Contributor for publication as all or part of an IETF " +
            "Internet-Draft or RFC and any statement made within the context of an IETF activity is considered " +
            "an \"IETF Contribution\". Such statements include oral statements in IETF sessions, as well as " +
            "written and electronic communications made at any time or place, which are addressed to",
            "a3fbf07df3fa2fde4f376ca23e82737041605d9f4f4f57bd8cff2c1d4b7955ec2a97948bd3722915c8f3d337f7d37005" +
            "0e9e96d647b7c39f56e031ca5eb6250d4042e02785ececfa4b4bb5e8ead0440e20b6e8db09d881a7c6132f420e527950" +
            "42bdfa7773d8a9051447b3291ce1411c680465552aa6c405b7764d5e87bea85ad00f8449ed8f72d0d662ab052691ca66" +
            "424bc86d2df80ea41f43abf937d3259dc4b2d0dfb48a6c9139ddd7f76966e928e635553ba76c5c879d7b35d49eb2e62b" +
            "0871cdac638939e25e8a1e0ef9d5280fa8ca328b351c3c765989cbcf3daa8b6ccc3aaf9f3979c92b3720fc88dc95ed84" +
            "a1be059c6499b9fda236e7e818b04b0bc39c1e876b193bfe5569753f88128cc08aaa9b63d1a16f80ef2554d7189c411f" +
            "5869ca52c5b83fa36ff216b9c1d30062bebcfd2dc5bce0911934fda79a86f6e698ced759c3ff9b6477338f3da4f9cd85" +
            "14ea9982ccafb341b2384dd902f3d1ab7ac61dd29c6f21ba5b862f3730e37cfdc4fd806c22f221"
        },
        {
            "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0", "000000000000000000000002", 42,
            "'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\n" +
            "All mimsy were the borogoves,\nAnd the mome raths outgrabe.",
            "62e6347f95ed87a45ffae7426f27a1df5fb69110044c0d73118effa95b01e5cf166d3df2d721caf9b21e5fb14c616871" +
            "fd84c54f9d65b283196c7fe4f60553ebf39c6402c42234e32a356b3e764312a61a5532055716ead6962568f87d3f3f77" +
            "04c6a8d1bcd1bf4d50d6154b6da731b187b58dfd728afa36757a797ac188d1"
        },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_that_of_the_RFC(string key, string nonce, uint counter, string block) =>
        Assert.Equal(block, Convert.ToHexStringLower(Stream(key, nonce, counter, ChaCha20.BlockBytes)));

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_encrypts_to_that_of_the_RFC(string key, string nonce, uint counter, string text, string cipher)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        var stream = Stream(key, nonce, counter, bytes.Length);

        Assert.Equal(cipher, Convert.ToHexStringLower([.. bytes.Zip(stream, (plain, mask) => (byte)(plain ^ mask))]));
    }

    private static byte[] Stream(string key, string nonce, uint counter, int length)
    {
        var stream = new byte[length];
        ChaCha20.Keystream(
            Convert.FromHexString(key), Convert.FromHexString(nonce), (long)counter * ChaCha20.BlockBytes, stream);
        return stream;
    }
}
